package main

import (
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-analyze/charts"
)

// chart is stacked bars, one for each month.
type chart struct {
	Title  string
	Height int
	Months []string
	Series []series // from the bottom
	Unit   string   // after each number of the axis
}

// series is a number for each month; class is what the page's style knows it by.
type series struct {
	class  string
	values []float64
}

// bars are the heights of the bars; of nothing there is none.
func (s series) bars() []float64 {
	heights := slices.Clone(s.values)
	for i, v := range heights {
		if v == 0 {
			heights[i] = charts.GetNullValue()
		}
	}
	return heights
}

const chartWidth = 1200

// draw draws the chart as an element of a page that has auditStyle. The library
// writes colours where a page may not have them: each part is drawn in a colour of
// its own, and gets the class for which that stands.
func (c chart) draw() (template.HTML, error) {
	var classes []string
	colour := func(class string) charts.Color {
		classes = append(classes, class)
		return charts.Color{R: uint8(len(classes)), A: 255}
	}
	theme := charts.ThemeOption{
		TextColor:          colour("label"),
		AxisStrokeColor:    colour("axis"),
		AxisSplitLineColor: colour("grid"),
	}
	var values [][]float64
	for _, s := range c.Series {
		theme.SeriesColors = append(theme.SeriesColors, colour("bar "+s.class))
		values = append(values, s.bars())
	}
	painter := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputSVG, Width: chartWidth, Height: c.Height})
	if err := painter.BarChart(c.options(charts.MakeTheme(theme), values)); err != nil {
		return "", fmt.Errorf("the chart %q cannot be drawn: %w", c.Title, err)
	}
	drawn, err := painter.Bytes()
	if err != nil {
		return "", fmt.Errorf("the chart %q cannot be drawn: %w", c.Title, err)
	}
	return template.HTML(c.restyled(string(drawn), classes)), nil
}

func (c chart) options(theme charts.ColorPalette, values [][]float64) charts.BarChartOption {
	o := charts.NewBarChartOptionWithData(values)
	o.Theme = theme
	o.StackSeries = charts.Ptr(len(values) > 1) // a stack of one begins below 0
	o.Padding = charts.NewBox(2, 12, 12, 4)
	o.Legend.Show = charts.Ptr(false)
	o.CategoryAxis.Labels = spaced(c.Months)
	o.CategoryAxis.LabelCount = len(c.Months)
	o.CategoryAxis.LabelFontStyle.FontSize = 9
	o.ValueAxis[0].LabelFontStyle.FontSize = 9
	o.ValueAxis[0].Min = charts.Ptr(0.0)
	o.ValueFormatter = func(v float64) string { return axisNumber(v) + c.Unit }
	return o
}

// spaced leaves out names so that there is room for the others.
func spaced(names []string) []string {
	const most = 14
	every := (len(names) + most - 1) / most
	labels := make([]string, len(names))
	for i := 0; i < len(names); i += every {
		labels[i] = names[i]
	}
	return labels
}

// axisNumber writes a number of an axis.
func axisNumber(v float64) string {
	if v == float64(int64(v)) {
		return digits(int64(v))
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

var (
	openingTag = regexp.MustCompile(`^<svg[^>]*>`)
	background = regexp.MustCompile(`<path[^>]*style="stroke:none;fill:none"/>`)
	partStyle  = regexp.MustCompile(`style="[^"]*rgb\((\d+),0,0\)[^"]*"`)
)

// restyled gives the parts their classes, and the whole its name.
func (c chart) restyled(svg string, classes []string) string {
	title := template.HTMLEscapeString(c.Title)
	svg = openingTag.ReplaceAllString(svg, fmt.Sprintf(`<svg class="chart" viewBox="0 0 %d %d" role="img" aria-label="%s"><title>%s</title>`, chartWidth, c.Height, title, title))
	svg = background.ReplaceAllString(svg, "")
	svg = partStyle.ReplaceAllStringFunc(svg, func(style string) string {
		number, _ := strconv.Atoi(partStyle.FindStringSubmatch(style)[1])
		return `class="` + classes[number-1] + `"`
	})
	return strings.ReplaceAll(svg, "\n", " ")
}
