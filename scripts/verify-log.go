// Verifies an exported log with Go's packages of the checksum database. scripts/verify-log builds and runs it.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height  = 8
	full    = 1 << height
	samples = 200
)

// export is a directory in the layout of C2SP tlog-tiles. Go's paths say the height of tiles too, the specification's do not.
type export string

func (e export) Height() int                        { return height }
func (e export) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (e export) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		path := "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
		read, err := os.ReadFile(filepath.Join(string(e), path))
		if err != nil {
			return nil, err
		}
		data = append(data, read)
	}
	return data, nil
}

func (e export) bundle(index int64, width int) ([][]byte, error) {
	tile := tlog.Tile{H: height, L: 0, N: index, W: width}
	path := "tile/entries/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/0/", height))
	data, err := os.ReadFile(filepath.Join(string(e), path))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s is cut short", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(entries) != width {
		return nil, fmt.Errorf("%s has %d entries, not %d", path, len(entries), width)
	}
	return entries, nil
}

func wrong(format string, args ...interface{}) {
	fmt.Fprintf(os.Stderr, "WRONG: "+format+"\n", args...)
	os.Exit(1)
}

func checkpoint(path string, verifier note.Verifier) (tlog.Tree, error) {
	written, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(written, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("no checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("no root in the third line")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

// entries compares every entry with its leaf in the tree, whose tiles are authenticated against the root as they are read.
func entries(log export, tree tlog.Tree, hashes tlog.HashReader) {
	for index := int64(0); index*full < tree.N; index++ {
		width := full
		if rest := tree.N - index*full; rest < full {
			width = int(rest)
		}
		bundle, err := log.bundle(index, width)
		if err != nil {
			wrong("%v", err)
		}
		var places []int64
		for i := range bundle {
			places = append(places, tlog.StoredHashIndex(0, index*full+int64(i)))
		}
		leaves, err := hashes.ReadHashes(places)
		if err != nil {
			wrong("entries %d to %d: %v", index*full, index*full+int64(width)-1, err)
		}
		for i, entry := range bundle {
			if tlog.RecordHash(entry) != leaves[i] {
				wrong("entry %d is not the one that was signed", index*full+int64(i))
			}
		}
	}
	fmt.Printf("tlog: %d entries are the leaves of the tree that was signed\n", tree.N)
}

func proofs(log export, tree tlog.Tree, hashes tlog.HashReader) {
	count := int64(0)
	for ; count < samples && count < tree.N; count++ {
		index := count * tree.N / samples
		if tree.N < samples {
			index = count
		}
		proof, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			wrong("entry %d: %v", index, err)
		}
		width := full
		if rest := tree.N - index/full*full; rest < full {
			width = int(rest)
		}
		bundle, err := log.bundle(index/full, width)
		if err != nil {
			wrong("%v", err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(bundle[index%full])); err != nil {
			wrong("entry %d: %v", index, err)
		}
	}
	fmt.Printf("tlog: %d inclusion proofs hold\n", count)
}

func earlier(log export, tree tlog.Tree, hashes tlog.HashReader, verifier note.Verifier) {
	files, err := filepath.Glob(filepath.Join(string(log), "checkpoints", "*"))
	if err != nil {
		wrong("%v", err)
	}
	sort.Strings(files)
	held := 0
	for _, file := range files {
		before, err := checkpoint(file, verifier)
		if _, unsigned := err.(*note.UnverifiedNoteError); unsigned {
			fmt.Printf("note: %s is signed by another key: verify it with that one\n", file)
			continue
		}
		if err != nil {
			wrong("%s: %v", file, err)
		}
		proof, err := tlog.ProveTree(tree.N, before.N, hashes)
		if err != nil {
			wrong("%s: %v", file, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
			wrong("%s: %v", file, err)
		}
		held++
	}
	fmt.Printf("tlog: %d checkpoints are of the beginning of this log\n", held)
}

func main() {
	log := export(os.Args[1])
	verifier, err := note.NewVerifier(strings.TrimSpace(os.Args[2]))
	if err != nil {
		wrong("the key: %v", err)
	}
	tree, err := checkpoint(filepath.Join(string(log), "checkpoint"), verifier)
	if err != nil {
		wrong("checkpoint: %v", err)
	}
	fmt.Printf("note: the checkpoint of %d entries is signed by %s\n", tree.N, verifier.Name())
	hashes := tlog.TileHashReader(tree, log)
	entries(log, tree, hashes)
	proofs(log, tree, hashes)
	earlier(log, tree, hashes, verifier)
}
