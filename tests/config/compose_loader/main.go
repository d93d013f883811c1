// Loads compose files as Docker Compose itself does, with the profiles that are named, and writes
// the project as JSON. Whatever Docker Compose would refuse is an error.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: compose_loader FILE PROFILE,PROFILE"))
	}
	options, err := cli.NewProjectOptions(
		[]string{os.Args[1]},
		cli.WithProfiles(strings.Split(os.Args[2], ",")),
		cli.WithResolvedPaths(false),
	)
	if err != nil {
		fail(err)
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		fail(err)
	}
	text, err := project.MarshalJSON()
	if err != nil {
		fail(err)
	}
	os.Stdout.Write(text)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
