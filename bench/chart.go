package main

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/verdict-id/verdict/bench/measure"
)

// chart is dots over names on a logarithmic scale, a colour and shape a series.
type chart struct {
	title, scale string
	names        []string
	series       []series
}

type series struct {
	name   string
	values []float64 // by name
}

// typedChart shows how many times as long as the switch by hand each way takes.
func typedChart(groups []group) *chart {
	c := &chart{title: "Deciding typed signals", scale: "time, the switch by hand = 1"}
	for _, g := range groups {
		c.names = append(c.names, g.name)
	}
	for _, r := range groups[0].results {
		c.series = append(c.series, series{r.Name, ratios(groups, r.Name)})
	}
	return c
}

// documentsChart shows how long each way takes from a document to a status.
func documentsChart(results []measure.Result) *chart {
	c := &chart{title: "From a JSON document to a status", scale: "nanoseconds", series: []series{{}}}
	for _, r := range results {
		c.names = append(c.names, r.Name+"\n"+nanoseconds(r.Nanoseconds))
		c.series[0].values = append(c.series[0].values, r.Nanoseconds)
	}
	return c
}

// Colours that people who see few can tell apart too.
var colours = []color.Color{
	color.RGBA{0, 0, 0, 255}, color.RGBA{213, 94, 0, 255}, color.RGBA{0, 114, 178, 255}, color.RGBA{0, 158, 115, 255},
	color.RGBA{86, 180, 233, 255}, color.RGBA{204, 121, 167, 255}, color.RGBA{230, 159, 0, 255}, color.RGBA{150, 150, 150, 255},
}

var shapes = []draw.GlyphDrawer{
	draw.CircleGlyph{}, draw.BoxGlyph{}, draw.PyramidGlyph{}, draw.TriangleGlyph{},
	draw.SquareGlyph{}, draw.CrossGlyph{}, draw.PlusGlyph{}, draw.RingGlyph{},
}

// save writes the chart on white, as SVG by the path's ending.
func (c *chart) save(path string) error {
	p := plot.New()
	p.Title.Text = c.title
	p.Y.Label.Text = c.scale
	p.Y.Scale = plot.LogScale{}
	p.Y.Tick.Marker = plot.LogTicks{Prec: -1}
	p.NominalX(c.names...)
	p.Add(plotter.NewGrid())
	p.Legend.Top = true
	p.Legend.Padding = vg.Points(3)
	for i, s := range c.series {
		dots, err := plotter.NewScatter(s.dots())
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		dots.Color = colours[i%len(colours)]
		dots.Shape = shapes[i%len(shapes)]
		dots.Radius = vg.Points(4)
		p.Add(dots)
		if len(c.series) > 1 {
			p.Legend.Add(s.name, dots)
			p.X.Max = float64(len(c.names)) + 0.5 // room for the legend
		}
	}
	p.X.Min = -0.4
	p.X.Max += 0.4
	p.Y.Min = math.Pow(10, math.Floor(math.Log10(p.Y.Min)))
	p.Y.Max = math.Pow(10, math.Ceil(math.Log10(p.Y.Max)))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return p.Save(26*vg.Centimeter, 12*vg.Centimeter, path)
}

// dots places the values over their names.
func (s series) dots() plotter.XYs {
	var xys plotter.XYs
	for i, value := range s.values {
		xys = append(xys, plotter.XY{X: float64(i), Y: value})
	}
	return xys
}
