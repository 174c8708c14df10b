package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The image cannot be built everywhere that the tests run, so what it promises
// is read from its recipe.
func TestDockerfile(t *testing.T) {
	text, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	joined := strings.ReplaceAll(string(text), "\\\n", " ")
	stages := regexp.MustCompile(`(?m)^FROM `).Split(joined, -1)[1:]
	if len(stages) != 2 {
		t.Fatalf("%d stages, want one that builds and one that runs", len(stages))
	}
	build, final := stages[0], stages[1]
	for _, c := range []struct{ why, stage, want string }{
		{"the program must not need a C library", build, `\bCGO_ENABLED=0 go build\b`},
		{"builds must not differ by folder", build, ` -trimpath `},
		{"the version is shown by csp version", build, `-ldflags "[^"]*-X main\.version=`},
		{"nothing but the program belongs in the image", final, `^(scratch|gcr\.io/distroless/static)`},
		{"Slack is reached over TLS", final, `(?m)^COPY --from=build \S+/ca-certificates\.crt /etc/ssl/certs/`},
		{"the bot must not run as root, and a number can be checked before it starts", final, `(?m)^USER [1-9]\d*(:[1-9]\d*)?$`},
		{"the records must outlive the container", final, `(?m)^VOLUME /data$`},
		{"the bot's user must be able to write there", final, `(?m)^COPY .*--chown=[1-9]\d*:[1-9]\d* .* /data$`},
		{"the records are on the volume", final, `(?m)^ENV CSP_STORE=bolt:/data/`},
		{"there is no shell to run a check with", final, `(?m)^HEALTHCHECK .*CMD \["/csp", "health"\]$`},
		{"it serves when nothing else is asked", final, `(?m)^CMD \["serve"\]$`},
	} {
		if !regexp.MustCompile(c.want).MatchString(c.stage) {
			t.Errorf("%s: no %s in\n%s", c.why, c.want, c.stage)
		}
	}
	goMod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	minor := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(goMod)
	if minor == nil || !strings.HasPrefix(build, "golang:"+string(minor[1])) {
		t.Errorf("the image builds with %q, go.mod asks for %q", strings.Fields(build)[0], minor)
	}
}

// The image has no time zone files, so the program brings them.
func TestTimeZonesAreEmbedded(t *testing.T) {
	embedded := slices.ContainsFunc(imports(t), func(i imported) bool {
		return i.folder == "bot" && i.path == "time/tzdata" && !i.test
	})
	if !embedded {
		t.Error("package main does not import time/tzdata")
	}
}
