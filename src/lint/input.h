#ifndef TRI_LINT_INPUT_H
#define TRI_LINT_INPUT_H

#include "arm/detect.h"
#include "base/file.h"
#include "base/map.h"
#include "model/template.h"

/*
 * Files as they are read: bytes, then a JSON tree, then what it is. One workshop
 * holds the memory for all about one root template; it is emptied between roots.
 */
typedef struct TriWorkshop {
    TriArena arena;    /* everything but … */
    TriArena nodes;    /* … JSON nodes, one array */
    TriArena scratch;  /* nothing that is kept: to be handed on as a copy */
    TriArena judging;  /* answers of one rule about one resource */
    TriArena listings; /* of folders, which outlive a reset; … */
    TriMap folders;    /* … by the path of the folder (parameter_files.c) */
    TriStr root;       /* report root, absolute */
    TriStr directory;  /* working directory, absolute */
} TriWorkshop;

/*
 * The folder that reported paths are relative to and that links stay below: `named`,
 * or, when that is empty, the top of the git work tree around the working directory
 * `directory`, else that itself.
 */
TriStatus tri_report_root(TriArena *arena, TriStr named, TriStr directory, TriStr *root,
                          TriError *error);

TriWorkshop tri_workshop_open(TriStr root, TriStr directory);
void tri_workshop_close(TriWorkshop *workshop);

/* Forgets every file read; memory beyond a few MiB goes back to the system. */
void tri_workshop_reset(TriWorkshop *workshop);

typedef struct TriInput {
    TriStr path; /* opened by this name; empty for standard input without one */
    TriSource source;
    TriJson json;
    TriDocument document;
} TriInput;

/* The name that reports give to `path`: relative to the root when it is below it,
   else as it was reached. */
TriStr tri_shown_path(TriWorkshop *workshop, TriStr path);

/* Absolute, without "." and "..". */
TriStr tri_absolute_path(TriWorkshop *workshop, TriStr path);

/* Reads the bytes of `path`. */
TriStatus tri_input_read(TriWorkshop *workshop, TriStr path, TriInput **input,
                         TriError *error);

/* An input of bytes that were read already, called `path`. */
TriInput *tri_input_of(TriWorkshop *workshop, TriStr path, TriStr shown, TriStr bytes);

/* Parses the text and finds out what it is; false, with a parse-error in `sink`,
   when it is no JSON. */
bool tri_input_parse(TriWorkshop *workshop, TriInput *input, TriSink *sink);

/* The template of a parsed input that has one, and the values around it. */
TriTemplate *tri_input_template(TriWorkshop *workshop, TriInput *input);
TriGivens tri_input_givens(TriWorkshop *workshop, TriInput *input);

/* The values of a parsed input that is used as a parameter file; false, with a
   parameter-error in `sink`, when it is none. Reports what stands in it twice. */
bool tri_input_parameters(TriWorkshop *workshop, TriInput *input, TriSink *sink,
                          TriGivens *givens);

/* The file URI of the input; empty when it has no path. */
TriStr tri_input_uri(TriWorkshop *workshop, const TriInput *input);

#endif
