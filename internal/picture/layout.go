package picture

import (
	"cmp"
	"slices"
)

// Distances, in pixels.
const (
	margin    = 16.0
	layerGap  = 40.0 // between the cards of two layers, if no edges cross there
	crossGap  = 4.0  // more for every crossing
	mostGap   = 90.0
	mostWidth = 1200.0 // that fits common screens
	cardGap   = 20.0   // between cards side by side
	laneGap   = 16.0   // beside an edge that passes a layer
	tipGap    = 14.0   // between edges that end at the same card
)

// layout is where the cards and edges of one diagram are. The cards stand in
// layers, one for each signal that is asked first, in the order of the table.
type layout struct {
	cards  []*card
	edges  []*edge
	layers [][]*slot

	width, height float64
}

// slot is a place in a layer: for a card, or for an edge that passes.
type slot struct {
	card  *card // or nil
	order int   // in its layer
	above []*span
	below []*span

	x           float64 // of the middle
	width       float64
	top, bottom float64 // of the layer
}

// span is the part of an edge between two neighbouring layers.
type span struct {
	upper, lower *slot
	exit         *exit   // where it begins, if that is a card
	lands        float64 // where it ends, right of the middle of its lower slot
}

// edge leads from an exit to a card.
type edge struct {
	exit  *exit
	spans []*span // one after the other
}

// newLayout places the cards of a graph; those of a wide diagram are narrow.
func newLayout(g *graph) *layout {
	l := newLayoutOf(g, newCards(g, false))
	if l.width > mostWidth {
		l = newLayoutOf(g, newCards(g, true))
	}
	return l
}

func newLayoutOf(g *graph, cards []*card) *layout {
	l := &layout{cards: cards}
	layer := map[*card]int{}
	at := map[*card]*slot{}
	for i, q := range g.questions {
		c := l.cards[i]
		if i == 0 || q.signals[0] != g.questions[i-1].signals[0] {
			l.layers = append(l.layers, nil)
		}
		layer[c] = len(l.layers) - 1
		at[c] = l.add(layer[c], &slot{card: c, width: c.width})
	}
	for _, c := range l.cards {
		for _, e := range c.exits {
			l.connect(e, at[c], at[e.to], layer[c], layer[e.to])
		}
	}
	l.arrange()
	l.place()
	return l
}

func (l *layout) add(layer int, s *slot) *slot {
	s.order = len(l.layers[layer])
	l.layers[layer] = append(l.layers[layer], s)
	return s
}

// connect makes the edge of an exit, with a slot in each layer that it passes.
func (l *layout) connect(e *exit, from, to *slot, fromLayer, toLayer int) {
	edge := &edge{exit: e}
	upper, exit := from, e
	for layer := fromLayer + 1; layer <= toLayer; layer++ {
		lower := to
		if layer < toLayer {
			lower = l.add(layer, &slot{})
		}
		s := &span{upper: upper, lower: lower, exit: exit}
		upper.below = append(upper.below, s)
		lower.above = append(lower.above, s)
		edge.spans = append(edge.spans, s)
		upper, exit = lower, nil
	}
	l.edges = append(l.edges, edge)
}

// offset is where the span begins, right of the middle of its upper slot.
func (s *span) offset() float64 {
	if s.exit == nil {
		return 0
	}
	return s.exit.x + s.exit.width/2 - s.upper.width/2
}

// arrange orders the slots of every layer so that few spans cross: by turns
// down and up, each slot goes to the mean place of those it is connected with,
// and the best order seen stays.
func (l *layout) arrange() {
	const sweeps = 16
	best, fewest := l.orders(), l.crossings()
	for sweep := range sweeps {
		for i := range l.layers {
			if sweep%2 == 1 {
				i = len(l.layers) - 1 - i
			}
			sortLayer(l.layers[i], sweep%2 == 0)
		}
		l.sortExits()
		if n := l.crossings(); n < fewest {
			best, fewest = l.orders(), n
		}
	}
	for i, layer := range best {
		l.layers[i] = layer
		number(layer)
	}
	l.sortExits()
}

// orders copies the order of the layers.
func (l *layout) orders() [][]*slot {
	var orders [][]*slot
	for _, layer := range l.layers {
		orders = append(orders, slices.Clone(layer))
	}
	return orders
}

func number(layer []*slot) {
	for i, s := range layer {
		s.order = i
	}
}

// sortLayer orders a layer by its neighbours above, or below.
func sortLayer(layer []*slot, above bool) {
	mean := map[*slot]float64{}
	for _, s := range layer {
		sum, n := 0.0, 0.0
		for _, span := range s.spans(above) {
			if above {
				sum += float64(span.upper.order) + span.offset()/(span.upper.width+1)
			} else {
				sum += float64(span.lower.order) - span.offset()/(s.width+1)
			}
			n++
		}
		mean[s] = float64(s.order)
		if n > 0 {
			mean[s] = sum / n
		}
	}
	slices.SortStableFunc(layer, func(a, b *slot) int { return cmp.Compare(mean[a], mean[b]) })
	number(layer)
}

func (s *slot) spans(above bool) []*span {
	if above {
		return s.above
	}
	return s.below
}

// sortExits orders the exits of every card as the slots below them.
func (l *layout) sortExits() {
	for _, layer := range l.layers {
		for _, s := range layer {
			if s.card == nil {
				continue
			}
			slices.SortStableFunc(s.below, func(a, b *span) int { return a.lower.order - b.lower.order })
			for i, span := range s.below {
				s.card.exits[i] = span.exit
			}
			s.card.placeExits()
		}
	}
}

// crossings counts the pairs of spans that cross.
func (l *layout) crossings() int {
	n := 0
	for _, layer := range l.layers {
		n += crossingsBelow(layer)
	}
	return n
}

func crossingsBelow(layer []*slot) int {
	n := 0
	var spans []*span // from left to right, as they begin
	for _, s := range layer {
		spans = append(spans, s.below...)
	}
	for i, a := range spans {
		for _, b := range spans[i+1:] {
			if a.lower.order > b.lower.order {
				n++
			}
		}
	}
	return n
}

// place gives every slot its place from left to right, every layer its place
// from top to bottom, and the cards theirs.
func (l *layout) place() {
	const rounds = 40
	for _, layer := range l.layers {
		spread(layer, func(*slot) float64 { return 0 })
	}
	for round := range rounds {
		for i := range l.layers {
			if round%2 == 1 {
				i = len(l.layers) - 1 - i
			}
			spread(l.layers[i], (*slot).wish)
		}
	}
	l.shift()
	y := margin
	for _, layer := range l.layers {
		height := 0.0
		for _, s := range layer {
			if s.card != nil {
				s.card.x, s.card.y = s.x-s.width/2, y
				height = max(height, s.card.height)
			}
			l.width = max(l.width, s.x+s.width/2+margin)
			s.land()
		}
		for _, s := range layer {
			s.top, s.bottom = y, y+height
		}
		l.height = y + height + margin
		y += height + min(layerGap+crossGap*float64(crossingsBelow(layer)), mostGap)
	}
}

// land lets the spans that end at a slot end side by side.
func (s *slot) land() {
	slices.SortStableFunc(s.above, func(a, b *span) int {
		return cmp.Compare(a.upper.x+a.offset(), b.upper.x+b.offset())
	})
	n := float64(len(s.above))
	gap := min(tipGap, s.width/(n+1))
	for i, span := range s.above {
		span.lands = (float64(i) - (n-1)/2) * gap
	}
}

// wish is the place at which the spans of a slot would be straight, on average.
func (s *slot) wish() float64 {
	sum, n := 0.0, 0.0
	for _, span := range s.above {
		sum += span.upper.x + span.offset()
		n++
	}
	for _, span := range s.below {
		sum += span.lower.x - span.offset()
		n++
	}
	if n == 0 {
		return s.x
	}
	return sum / n
}

// spread puts the slots of a layer as near to their wishes as their order and
// widths allow, by least squares: neighbours that would be too close share a
// block, which stands at the mean of what its slots wish.
func spread(layer []*slot, wish func(*slot) float64) {
	type block struct{ sum, n float64 }
	var blocks []block
	offsets := make([]float64, len(layer)) // from the first slot, if all stand close
	for i, s := range layer {
		if i > 0 {
			offsets[i] = offsets[i-1] + distance(layer[i-1], s)
		}
		b := block{wish(s) - offsets[i], 1}
		for len(blocks) > 0 && blocks[len(blocks)-1].sum/blocks[len(blocks)-1].n >= b.sum/b.n {
			last := blocks[len(blocks)-1]
			blocks = blocks[:len(blocks)-1]
			b.sum, b.n = b.sum+last.sum, b.n+last.n
		}
		blocks = append(blocks, b)
	}
	i := 0
	for _, b := range blocks {
		for range int(b.n) {
			layer[i].x = b.sum/b.n + offsets[i]
			i++
		}
	}
}

// distance is the least between the middles of two neighbours.
func distance(a, b *slot) float64 {
	gap := cardGap
	if a.card == nil || b.card == nil {
		gap = laneGap
	}
	return (a.width+b.width)/2 + gap
}

// shift moves everything so that the leftmost slot stands at the margin.
func (l *layout) shift() {
	left := 0.0
	for i, layer := range l.layers {
		if first := layer[0].x - layer[0].width/2; i == 0 || first < left {
			left = first
		}
	}
	for _, layer := range l.layers {
		for _, s := range layer {
			s.x += margin - left
		}
	}
}
