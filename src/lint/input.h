#ifndef TRI_LINT_INPUT_H
#define TRI_LINT_INPUT_H

#include "arm/detect.h"
#include "base/file.h"
#include "base/map.h"
#include "bicep/parse.h"
#include "model/template.h"

/*
 * Files as they are read: bytes, then a JSON tree, then what it is. One workshop
 * holds the memory for all about one root template; it is emptied between roots.
 */
typedef struct TriWorkshop {
    TriArena arena;      /* everything but … */
    TriArena nodes;      /* … JSON nodes, one array */
    TriArena scratch;    /* nothing that is kept: to be handed on as a copy */
    TriArena judging;    /* answers of one rule about one resource */
    TriArena listings;   /* of folders, which outlive a reset; … */
    TriMap folders;      /* … by the path of the folder (parameter_files.c); … */
    TriMap resolved;     /* folders without links, by their path (boundary.c); … */
    TriMap templates;    /* what .bicepparam files are for, by their path; … */
    TriMap registries;   /* … and whether modules were restored (module_cache.c) */
    TriStr module_cache; /* of registry modules; empty: where Bicep keeps it */
    TriMap bicep_files;  /* that were imported from, by absolute path: TriBicepFile */
    TriMap configs;      /* bicepconfig.json, by absolute path: TriInput */
    TriStr root;         /* report root, absolute */
    TriStr directory;    /* working directory, absolute */
} TriWorkshop;

/* Whether a folder is the top of a git work tree. */
bool tri_has_git(TriArena scratch, TriStr folder);

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
    TriStr bytes;
    TriSource source;
    bool is_bicep;       /* else JSON */
    TriBicepFile *bicep; /* once parsed */
    TriJson json;
    TriDocument document; /* of Bicep its kind only */
} TriInput;

/* Whether a file is Bicep by its name, and whether it gives parameters. */
bool tri_is_bicep(TriStr path);
bool tri_is_bicep_parameters(TriStr path);

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
   when it is no JSON. Of Bicep what can be read is read, whatever `sink` says. */
bool tri_input_parse(TriWorkshop *workshop, TriInput *input, TriSink *sink);

/* Whether a parsed input is, or holds, a template. */
bool tri_input_has_template(const TriInput *input);

/* The same, or a template spec, which a deployment can name. */
bool tri_input_is_deployable(const TriInput *input);

/* The template of a parsed input that has one, and the values around it. `sink` takes
   what is wrong with files that Bicep names. */
TriTemplate *tri_input_template(TriWorkshop *workshop, TriInput *input, TriSink *sink);
TriGivens tri_input_givens(TriWorkshop *workshop, TriInput *input, TriSink *sink);

/* Reports what stands twice in a JSON template. */
void tri_input_report_duplicates(TriWorkshop *workshop, const TriInput *input,
                                 TriSink *sink);

/* The values of a parsed input that is used as a parameter file; false, with a
   parameter-error in `sink`, when it is none. Reports what stands in it twice. */
bool tri_input_parameters(TriWorkshop *workshop, TriInput *input, TriSink *sink,
                          TriGivens *givens);

/* The file URI of the input; empty when it has no path. */
TriStr tri_input_uri(TriWorkshop *workshop, const TriInput *input);

#endif
