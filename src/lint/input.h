#ifndef TRI_LINT_INPUT_H
#define TRI_LINT_INPUT_H

#include "arm/detect.h"
#include "base/file.h"
#include "base/map.h"
#include "bicep/parse.h"
#include "model/template.h"

/*
 * Files as they are read: bytes, then a tree, then what it is, then its template. One
 * workshop holds the memory of a worker. What is worked out about one root template is
 * forgotten before the next; files are kept for a while, since roots that follow often
 * deploy the same ones.
 */
typedef struct TriWorkshop {
    TriArena arena;      /* about the root template at hand; but for … */
    TriArena found;      /* … what was found out of it, beside what is kept */
    TriArena files;      /* what files hold, but for … */
    TriArena nodes;      /* … JSON nodes, one array a file */
    TriMap inputs;       /* files that are kept, by absolute path: TriInput */
    TriMap parsed;       /* JSON files by the address of their source: TriInput */
    size_t root_number;  /* of the root template at hand, from 1 */
    TriArena scratch;    /* nothing that is kept: to be handed on as a copy */
    TriArena judging;    /* answers of one rule about one resource */
    TriArena places;     /* of the resource that is judged (rule/places.h) */
    TriArena trials;     /* evaluations that look for a witness (witness.c) */
    TriArena listings;   /* of folders, which outlive a reset; … */
    TriMap folders;      /* … by the path of the folder (parameter_files.c); … */
    TriMap resolved;     /* folders without links, by their path (boundary.c); … */
    TriMap templates;    /* what .bicepparam files are for, by their path; … */
    TriMap registries;   /* … and whether modules were restored (module_cache.c) */
    TriStr module_cache; /* of registry modules; empty: where Bicep keeps it */
    TriMap imports;      /* files that were imported from, by absolute path */
    TriMap configs; /* bicepconfig.json, by its path and by folders that it holds for */
    TriMap no_configs; /* paths where there is none */
    TriStr root;       /* report root, absolute */
    TriStr directory;  /* working directory, absolute */
    size_t read_count; /* files that were read, and … */
    size_t read_bytes; /* … how much that was */
    TriStr boundary;   /* takes the place of the root in boundary.h, if not empty */
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

/* Ends a root template: forgets all about it, and the files too when they are many.
   Memory beyond a few MiB goes back to the system. */
void tri_workshop_reset(TriWorkshop *workshop);

/* Forgets the files as well, and gives all memory of them, and of the root template,
   back to the system. */
void tri_workshop_forget(TriWorkshop *workshop);

/* Before a root template: forgets the files, if both they and `text`, which was read
   last and goes elsewhere then, are large. */
void tri_workshop_make_room(TriWorkshop *workshop, TriStr *text);

/* All that was read and worked out, in bytes. */
size_t tri_workshop_used(const TriWorkshop *workshop);

typedef struct TriInput TriInput;
struct TriInput {
    TriStr path; /* opened by this name; empty for standard input without one */
    TriStr bytes;
    TriSource source;
    bool is_bicep;       /* else JSON */
    TriBicepFile *bicep; /* once parsed */
    TriJson json;
    TriDocument document; /* of Bicep its kind only */
    bool gives_values;    /* to parameters: it is used so, whatever it says of itself */
    bool is_parsed;
    TriSink sink;                 /* what is wrong with the text */
    size_t told;                  /* the last root template that heard of it */
    TriTemplate *template;        /* once asked for */
    bool has_no_suppressions;     /* once its templates were asked for them */
    const void *idle_for;         /* the prefilter that it was looked at for, and … */
    bool is_idle;                 /* … nothing of what that asks for is in it */
    TRI_LIST(TriInput *) imports; /* that it took names from, at any distance */
};

/* The parsed JSON file that `source` is the text of; NULL: none. */
TriInput *tri_input_of_source(const TriWorkshop *workshop, const TriSource *source);

/* Whether a file is Bicep by its name, and whether it gives parameters. */
bool tri_is_bicep(TriStr path);
bool tri_is_bicep_parameters(TriStr path);

/* Stands for the home folder, which is another one on every machine. */
#define TRI_HOME "~"

/* The name that reports give to `path`: relative to the root when it is below it,
   else as it was reached; a restored module begins with TRI_HOME. */
TriStr tri_shown_path(TriWorkshop *workshop, TriStr path);

/* Absolute, without "." and "..". */
TriStr tri_absolute_path(TriWorkshop *workshop, TriStr path);

/* The file at `path`, kept from before or read now. What is behind a link is read each
   time: who may see it is asked anew (boundary.h). */
TriStatus tri_input_open(TriWorkshop *workshop, TriStr path, TriInput **input,
                         TriError *error);

/* The same when `path` itself is no link; else TRI_FAILED, and `is_link` says so. */
TriStatus tri_input_open_unless_link(TriWorkshop *workshop, TriStr path,
                                     TriInput **input, bool *is_link, TriError *error);

/* What is kept of the file at `path`, which is no link; NULL: it is to be read. */
const TriInput *tri_input_find(TriWorkshop *workshop, TriStr path);

/* The same when its bytes, in `workshop->files`, are read already. */
TriInput *tri_input_open_bytes(TriWorkshop *workshop, TriStr path, TriStr bytes);

/* Reads the bytes of `path`, for this use alone. */
TriStatus tri_input_read(TriWorkshop *workshop, TriStr path, TriInput **input,
                         TriError *error);

/* An input of bytes that were read already, called `path`. */
TriInput *tri_input_of(TriWorkshop *workshop, TriStr path, TriStr shown, TriStr bytes);

/* Parses the text, if it was not, and finds out what it is; false when it is no JSON.
   Of Bicep what can be read is read. What is wrong with the text goes to `sink`, once a
   root template; NULL: it is told later. */
bool tri_input_parse(TriWorkshop *workshop, TriInput *input, TriSink *sink);

/* Whether a parsed input is, or holds, a template. */
bool tri_input_has_template(const TriInput *input);

/* The same, or a template spec, which a deployment can name. */
bool tri_input_is_deployable(const TriInput *input);

/* The template of a parsed input that has one, and the values around it. `sink` takes
   what is wrong with files that Bicep imports from, once a root template. */
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
