package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/lib/pq"
)

// The tables are Cayley's, as its backend sql/postgres makes them, in the schema that
// search_path begins with:
//
//	nodes   hash -> how many places of quads have the value, and the value
//	quads   subject_hash, predicate_hash, object_hash, label_hash
//
// A hash is the SHA-1 of the value in N-Quads. Any program with Cayley reads them.
// What is ours besides:
//
//	quadrille             one row: format, and the numbers of quads and of values
//	quadrille_entries     bucket, key -> value: the metadata
//	quadrille_predicates  how many quads each predicate has: there are few, and many of each
//	quadrille_label       the index by label, which Cayley lacks: our provenance
//	quadrille_iri         the index by the beginnings of IRIs
//	quadrille_odd         the index of values that no text column can hold
//
// Cayley's foreign keys, from each part of a quad to its node, are left out: they take
// half of the time of loading, and Cayley needs them for nothing but to fail where a
// delete misses. Check looks whether every part has its node.
const serverFormat = 1

var serverTables = []string{
	`CREATE TABLE nodes (
		hash BYTEA PRIMARY KEY,
		refs INT NOT NULL,
		value BYTEA,
		value_string TEXT,
		datatype TEXT,
		language TEXT,
		iri BOOLEAN,
		bnode BOOLEAN,
		value_int BIGINT,
		value_bool BOOLEAN,
		value_float double precision,
		value_time timestamp with time zone)`,
	`CREATE TABLE quads (
		horizon BIGSERIAL PRIMARY KEY,
		subject_hash BYTEA NOT NULL,
		predicate_hash BYTEA NOT NULL,
		object_hash BYTEA NOT NULL,
		label_hash BYTEA,
		ts timestamp)`,
	`CREATE TABLE quadrille_entries (
		bucket BYTEA,
		key BYTEA,
		value BYTEA NOT NULL,
		PRIMARY KEY (bucket, key))`,
	`CREATE TABLE quadrille_predicates (hash BYTEA PRIMARY KEY, n BIGINT NOT NULL)`,
	`CREATE TABLE quadrille (format INT NOT NULL, quads BIGINT NOT NULL, nodes BIGINT NOT NULL)`,
	fmt.Sprintf(`INSERT INTO quadrille VALUES (%d, 0, 0)`, serverFormat),
}

// serverIndexes are made when the first quads come, or after all of these: see
// postgresFill.
var serverIndexes = []string{
	`CREATE UNIQUE INDEX spo_unique ON quads (subject_hash, predicate_hash, object_hash) WHERE label_hash IS NULL`,
	`CREATE UNIQUE INDEX spol_unique ON quads (subject_hash, predicate_hash, object_hash, label_hash) WHERE label_hash IS NOT NULL`,
	`CREATE INDEX spo_index ON quads (subject_hash, predicate_hash, object_hash)`,
	`CREATE INDEX ops_index ON quads (object_hash, predicate_hash, subject_hash)`,
	`CREATE INDEX pos_index ON quads (predicate_hash, object_hash, subject_hash)`,
	`CREATE INDEX osp_index ON quads (object_hash, subject_hash, predicate_hash)`,
	`CREATE INDEX quadrille_label ON quads (label_hash)`,
	`CREATE INDEX quadrille_iri ON nodes ("left"(value_string, 200) COLLATE "C") WHERE iri`,
	`CREATE INDEX quadrille_odd ON nodes (hash) WHERE value IS NOT NULL`,
}

// workTables are where a batch is put before it is worked in.
var workTables = []string{
	`CREATE TEMP TABLE quadrille_take (ord INT, s BYTEA, p BYTEA, o BYTEA, l BYTEA) ON COMMIT DELETE ROWS`,
	`CREATE TEMP TABLE quadrille_add (ord INT, s BYTEA, p BYTEA, o BYTEA, l BYTEA) ON COMMIT DELETE ROWS`,
	`CREATE TEMP TABLE quadrille_delta (hash BYTEA, n INT) ON COMMIT DELETE ROWS`,
	`CREATE TEMP TABLE quadrille_values (LIKE nodes) ON COMMIT DELETE ROWS`,
	`ALTER TABLE quadrille_values DROP COLUMN refs`,
	`CREATE TEMP TABLE quadrille_set (bucket BYTEA, key BYTEA, value BYTEA) ON COMMIT DELETE ROWS`,
}

// findTables returns the schema that the index is in, "" where there is none yet. It
// fails with ErrForeign where the tables are somebody else's, and with ErrFormat where
// they are ours but of another version.
func (p *postgres) findTables(ctx context.Context, c *sql.Conn) (string, error) {
	var schema sql.NullString
	var encoding string
	var state, nodes, quads, others bool
	there := func(table string) string {
		return "to_regclass(quote_ident(current_schema()) || '." + table + "') IS NOT NULL"
	}
	err := c.QueryRowContext(ctx, "SELECT current_schema(), current_setting('server_encoding'), "+
		there("quadrille")+", "+there("nodes")+", "+there("quads")+", "+there("quadrille_entries")+" AND "+there("quadrille_predicates")).
		Scan(&schema, &encoding, &state, &nodes, &quads, &others)
	switch {
	case err != nil:
		return "", err
	case encoding != "UTF8" && encoding != "SQL_ASCII":
		return "", &ServerError{Address: p.server.name, Reason: "the database is in " + encoding + ", which cannot hold every text", Err: ErrForeign, Hint: "make another with createdb -T template0 -E UTF8 NAME"}
	case !state && (nodes || quads):
		return "", fmt.Errorf("%w: schema %s has a table %q that is not of Quadrille", ErrForeign, schema.String, map[bool]string{true: "nodes", false: "quads"}[nodes])
	case !state:
		return "", nil
	}
	var version int
	if err := c.QueryRowContext(ctx, "SELECT format FROM quadrille").Scan(&version); err != nil {
		return "", err
	}
	if !nodes || !quads || !others {
		return schema.String, fmt.Errorf("%w: a table is missing", ErrDamaged)
	}
	if version != serverFormat {
		return schema.String, fmt.Errorf("%w: version %d, where this program writes %d", ErrFormat, version, serverFormat)
	}
	return schema.String, nil
}

// makeSchema makes the schema where it is missing, and returns its name.
func (p *postgres) makeSchema(ctx context.Context, c *sql.Conn) (string, error) {
	var schema sql.NullString
	var path string
	if err := c.QueryRowContext(ctx, "SELECT current_schema(), replace((parse_ident(split_part(current_setting('search_path'), ',', 1)))[1], '$user', current_user)").Scan(&schema, &path); err != nil {
		return "", err
	}
	if schema.Valid {
		return schema.String, nil
	}
	_, err := c.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS "+pq.QuoteIdentifier(path))
	return path, err
}

// makeTables makes the tables where they are missing, and, anew, where they are ours.
func (p *postgres) makeTables(ctx context.Context, c *sql.Conn, anew bool) error {
	schema, err := p.findTables(ctx, c)
	drop := anew && schema != ""
	if err != nil && !drop {
		return err
	}
	var do []string
	if drop {
		do = append(do, "DROP TABLE IF EXISTS nodes, quads, quadrille_entries, quadrille_predicates, quadrille")
	}
	if drop || schema == "" {
		do = append(do, serverTables...)
	}
	if err := all(ctx, c, "BEGIN", do, "COMMIT"); err != nil {
		return err
	}
	return all(ctx, c, "SET synchronous_commit = off; SET enable_seqscan = on", workTables, "SET work_mem = '64MB'")
}

// all carries out statements, between a first and a last.
func all(ctx context.Context, c *sql.Conn, first string, do []string, last string) error {
	for _, s := range append(append([]string{first}, do...), last) {
		if _, err := c.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return nil
}
