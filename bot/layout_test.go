package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is a folder to which things are added by writing one file, one line in
// its table and one proof.
type room struct {
	folder string
	of     string // the type of what is declared there
	proof  string // where its proof lies, by its name
	how    string // what to do when the proof is missing
}

var rooms = []room{
	{"../commands", "Command", "testdata/script/%s.txtar", "write a conversation that shows what it answers"},
	{"../store", "Kind", "../store/testdata/golden/%s.json", "run go test ./store -update"},
	{"../reminders", "Kind", "../reminders/testdata/%s.txtar", "write an example of what it says"},
}

func TestWhatIsAddedIsInItsTableAndProven(t *testing.T) {
	for _, r := range rooms {
		names, err := filepath.Glob(filepath.Join(r.folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		var files []*ast.File
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		found := declared(files, r.of)
		if len(found) == 0 {
			t.Errorf("%s declares no %s; the test looks for the wrong thing", r.folder, r.of)
		}
		for _, fault := range untabled(files, found) {
			t.Errorf("%s: %s", r.folder, fault)
		}
		for variable, name := range found {
			proof := fmt.Sprintf(r.proof, name)
			if _, err := os.Stat(proof); err != nil {
				t.Errorf("%s: %s has no %s; %s", r.folder, variable, proof, r.how)
			}
		}
	}
}

// declared finds the package's variables of the type and the Name that each
// gives itself.
func declared(files []*ast.File, of string) map[string]string {
	found := map[string]string{}
	for _, spec := range variables(files) {
		for i, ident := range spec.Names {
			if i >= len(spec.Values) {
				continue
			}
			value := spec.Values[i]
			if p, ok := value.(*ast.UnaryExpr); ok && p.Op == token.AND {
				value = p.X
			}
			if lit, ok := value.(*ast.CompositeLit); ok && typeName(lit.Type) == of {
				found[ident.Name] = nameField(lit)
			}
		}
	}
	return found
}

// untabled lists what is declared and not in Table or Beside, and what has no name.
func untabled(files []*ast.File, found map[string]string) []string {
	var tabled, faults []string
	for _, spec := range variables(files) {
		if n := spec.Names[0].Name; n != "Table" && n != "Beside" || len(spec.Values) != 1 {
			continue
		}
		ast.Inspect(spec.Values[0], func(n ast.Node) bool {
			if ident, ok := n.(*ast.Ident); ok {
				tabled = append(tabled, ident.Name)
			}
			return true
		})
	}
	for variable, name := range found {
		if !slices.Contains(tabled, variable) {
			faults = append(faults, variable+" is not in Table")
		}
		if name == "" {
			faults = append(faults, variable+" does not give its Name as a plain string")
		}
	}
	slices.Sort(faults)
	return faults
}

func variables(files []*ast.File) []*ast.ValueSpec {
	var specs []*ast.ValueSpec
	for _, file := range files {
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				specs = append(specs, s.(*ast.ValueSpec))
			}
		}
	}
	return specs
}

// typeName is the name of a type without its parameters: Kind for Kind[Plan].
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.IndexExpr:
		return typeName(e.X)
	default:
		return ""
	}
}

func nameField(lit *ast.CompositeLit) string {
	for _, element := range lit.Elts {
		field, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, isKey := field.Key.(*ast.Ident)
		value, isText := field.Value.(*ast.BasicLit)
		if isKey && isText && key.Name == "Name" {
			if s, err := strconv.Unquote(value.Value); err == nil {
				return s
			}
		}
	}
	return ""
}

// A thing that somebody forgot must be seen.
func TestUntabledSeesWhatIsForgotten(t *testing.T) {
	const src = `package p
var help = Command{Name: "help"}
var chair, who = &Command{Name: "chair"}, Command{Name: "who"}
var plans = Kind[Plan]{Name: "plans"}
var nameless = Command{}
var Table = []*Command{&help, chair, &nameless}`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	files := []*ast.File{file}
	got := untabled(files, declared(files, "Command"))
	want := []string{"nameless does not give its Name as a plain string", "who is not in Table"}
	if !slices.Equal(got, want) {
		t.Errorf("commands: %q", got)
	}
	if got := untabled(files, declared(files, "Kind")); !slices.Equal(got, []string{"plans is not in Table"}) {
		t.Errorf("kinds: %q", got)
	}
}
