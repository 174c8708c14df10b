package blockkit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrFormat says that blocks were not a JSON array, or a view not an object:
// Slack's invalid_blocks_format or invalid_arguments.
var ErrFormat = errors.New("not the JSON that is wanted here")

// Parse reads an array of blocks for a surface. Every problem is reported, not
// only the first; with problems the blocks are nil. Ids that are absent are
// filled in from newID. The error is ErrFormat when raw is not a JSON array.
func Parse(s Surface, raw []byte, newID func() string) ([]Block, []Problem, error) {
	var all []any
	if err := decode(raw, &all); err != nil {
		return nil, nil, ErrFormat
	}
	c := &checker{surface: s}
	blocks := c.blocks(all, newID)
	return blocks, c.problems, nil
}

// decode reads exactly one JSON value, numbers kept as written.
func decode(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return ErrFormat
	}
	return nil
}

// blocks checks and reads an array of blocks at /blocks.
func (c *checker) blocks(all []any, newID func() string) []Block {
	c.at("blocks", func() {
		list(0, c.surface.limit(), typed(blockKinds))(c, all)
		unique(c, all, "block_id")
		c.whole(all)
	})
	if len(c.problems) > 0 {
		return nil
	}
	blocks := make([]Block, 0, len(all))
	for i, one := range all {
		fillIDs(one.(map[string]any), newID)
		b, err := readBlock(one)
		if err != nil {
			c.at(fmt.Sprintf("blocks/%d", i), func() { c.fail("failed to match all allowed schemas") })
			return nil
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// whole checks what concerns all blocks together: one table a message, and the
// length of all its cells and of all markdown.
func (c *checker) whole(all []any) {
	tables, cells, markdown := 0, 0, 0
	for _, one := range all {
		m, _ := one.(map[string]any)
		switch m["type"] {
		case "table":
			tables++
			cells += runes(m["rows"])
		case "markdown":
			markdown += runes(m["text"])
		}
	}
	if tables > 1 {
		c.fail("only one table allowed")
	}
	if cells > 10000 {
		c.fail("table must be less than 10001 characters")
	}
	if markdown > 12000 {
		c.fail("markdown must be less than 12001 characters")
	}
}

// runes counts the characters of every "text" below v.
func runes(v any) int {
	n := 0
	switch v := v.(type) {
	case string:
		return len([]rune(v))
	case []any:
		for _, one := range v {
			if _, bare := one.(string); !bare {
				n += runes(one)
			}
		}
	case map[string]any:
		for key, one := range v {
			if _, bare := one.(string); !bare || key == "text" {
				n += runes(one)
			}
		}
	}
	return n
}

// fillIDs gives a block, and what can be pressed in it, the ids that Slack
// makes up when a program sends none.
func fillIDs(block map[string]any, newID func() string) {
	if s, _ := block["block_id"].(string); s == "" {
		block["block_id"] = newID()
	}
	fill := func(v any) {
		m, _ := v.(map[string]any)
		name, _ := m["type"].(string)
		if _, known := places[name]; !known || name == "image" {
			return
		}
		if s, _ := m["action_id"].(string); s == "" {
			m["action_id"] = newID()
		}
	}
	fill(block["accessory"])
	fill(block["element"])
	if block["type"] == "actions" {
		for _, e := range block["elements"].([]any) {
			fill(e)
		}
	}
}

func readBlock(v any) (Block, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return Block{}, fmt.Errorf("write block: %w", err)
	}
	b := Block{}
	if err := json.Unmarshal(raw, &b); err != nil {
		return Block{}, fmt.Errorf("read block: %w", err)
	}
	b.raw = raw
	return b, nil
}
