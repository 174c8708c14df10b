package chrome

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Key presses one key as a person does: what the page keeps from happening
// does not happen. text is what the key types; shift holds the shift key.
func Key(name, text string, code int64, shift bool) Step {
	held := int64(0)
	if shift {
		held = 8
	}
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		down := input.DispatchKeyEventParams{
			Type: input.DispatchKeyEventTypeKeyDown, Key: name, Code: name, Text: text, Modifiers: held,
			WindowsVirtualKeyCode: code, NativeVirtualKeyCode: code,
		}
		if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, down); err != nil {
			return err
		}
		up := down
		up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
		_, err := cdp.Call(ctx, target, input.DispatchKeyEvent, up)
		return err
	})
}

// Keys that a person presses.
var (
	Enter   = Key("Enter", "\r", 13, false)
	Tab     = Key("Tab", "", 9, false)
	BackTab = Key("Tab", "", 9, true)
	Down    = Key("ArrowDown", "", 40, false)
	Escape  = Key("Escape", "", 27, false)
)
