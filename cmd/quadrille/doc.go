/*
Quadrille turns text into a knowledge graph that can prove every edge.

Text goes in; entities and relations come out, each edge tied to the exact words
it was read from, with who said it, whether it was denied, and when it held.

	quadrille build article.txt notes/
	quadrille show IS-K
	quadrille explain IS-K opposes Taliban
	quadrille query '?who opposes Taliban'
	quadrille export -f svg -o graph.svg

# Commands

	build PATH|URL...    read files, folders, URLs, tables, mail or - into the workspace
	extract PATH|URL...  read the same, and print what each document says as a line of JSON
	load FILE...         take such lines into the workspace: the other half of build
	import FILE...       take known facts (edge CSV, RDF) into the workspace
	export -f FORMAT     write the graph for looking, networks, databases, RDF, event data
	claims               list what the texts say, claim by claim
	entities             list who and what they speak of
	show ENTITY          all that is known of one entity
	explain S [R [O]]    the sentences behind an edge, the words marked
	contradictions       what is both said and denied, by whom
	query QUERY          who stands in which relation to whom: patterns, SPARQL,
	                     Gizmo, GraphQL; without QUERY, line by line
	path A B             the shortest ways from one entity to another
	compare A B          what two entities share, and what parts them
	rank                 who stands in the middle of things
	communities          who keeps company with whom
	timeline             what happened when, in order
	stats                what the workspace holds
	merge A B...         say that several names are one entity
	split A [NAME...]    take names, words or documents out of an entity
	rename A NAME        give an entity another name
	type A TYPE          say what kind of thing it is
	accept S R [O]       say that a claim holds
	reject S R [O]       take a claim out of the graph
	review               go through what is doubtful, with single keys
	decisions            what was decided, and what cannot be followed
	undo [LINE]          take back the last decision, or the one on a line
	brat import DIR      take back what people corrected with brat
	remove DOCUMENT      take back exactly what a document contributed
	reindex              make the index anew from the documents
	schema               show, check or begin a schema
	annotate FILE        print the analysis of a text as CoNLL-U
	eval MEASURE GOLD    score what is read against what people read
	version              say which version this is

"quadrille COMMAND --help" tells the flags of each.

The workspace is the folder of --graph (-g), or of $QUADRILLE_GRAPH, or
./quadrille.kg; build makes it. --from FILE reads files for this once instead
and leaves nothing on disk. With "build --backend postgres://..." the index is in
a database, where many can ask it while one builds; who has no more than
quadrille.yaml of such a workspace can ask, too. The driver knows $PGPASSWORD,
~/.pgpass and the rest of psql's environment.

Data goes to standard output and talk to standard error. On a terminal people
get tables, in a pipe programs get JSON lines; --format says otherwise. There is
colour on a terminal only, and none where $NO_COLOR is set.

Exit codes: 0 done; 1 failed; 2 the call is wrong; 3 done, but some inputs could
not be read (each is named, and the rest went on); 4 nothing was found; 130
stopped by Ctrl-C, with what was done until then safe.

# The code, from the ground up

Follow one sentence, "IS-K attacked the Russian embassy in Kabul in 2022."

internal/text is plain data that all share: a Document with its Sentences, their
Tokens, the Mentions in them and the Claims about those. schema says what may
come out: types, relations, and the words by which English says each.

internal/collect finds the documents in folders, tables, mailboxes and archives.
internal/read takes a file (a text, a web page, a PDF with the help of
internal/pdf) and makes a Document. internal/nlp/token splits its text into
sentences and tokens with exact offsets. internal/nlp/parse gives each token its
tag and its place in a tree: "attacked" is the root, "IS-K" its subject,
"embassy" its object; internal/mat multiplies the matrices and internal/weights
holds them. internal/nlp/lemma finds "attack",
internal/nlp/morph that it is in the past tense, and internal/nlp/date that "in
2022" is the days from 2022-01-01 to 2022-12-31.

internal/nlp/mention finds that IS-K is an armed group, "the Russian embassy in
Kabul" a facility, and Russia and Kabul are spoken of too; internal/nlp/coref
ties these to the other mentions of the same. internal/nlp runs them all.

internal/extract/rule reads claims off the tree, one construction a file:
attacked(IS-K, Russian embassy in Kabul), asserted, 2022, in Kabul; and
located-in(Russian embassy in Kabul, Kabul). Beside it internal/extract/tuple
reads open tuples of any number of arguments, for comparison with other programs
alone.

internal/ledger keeps documents and decisions on disk, each file whole.
internal/resolve carries out what a person decided, first on each document, and
makes the graph's entities of all documents' entities. internal/brat knows the
files of people who annotate. graph is
the model, and its quads; graph/store keeps those, behind Cayley's interface.
graph/ingest does all of this for many files, at once or in two halves with lines
of JSON between them: the library's front door.

graph/infer tells what follows from claims by the schema, and on what it rests.
graph/view selects and folds, graph/query answers patterns and Cayley's languages,
graph/query/sparql SPARQL. graph/shape finds ways, ranks and communities in what
graph/outline reads out of the index in a moment, graph/export writes files;
internal/cli is the command line over them, and this package joins it to the
machine. internal/eval scores what was read against what people read.
internal/train and cmd/quadrille-train fit the weights.

ARCHITECTURE.md has the picture, and the layers that imports keep to.
*/
package main
