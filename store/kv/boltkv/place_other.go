//go:build !linux

package boltkv

// networkName names the network file system that a folder is on. Only Linux
// tells; elsewhere nothing is named.
func networkName(string) (string, error) { return "", nil }

// publish renames a file to a name that must be free.
func publish(from, to string) error { return link(from, to) }
