#ifndef TRI_LINT_INPUT_H
#define TRI_LINT_INPUT_H

#include "arm/detect.h"
#include "bicep/parse.h"
#include "lint/workshop.h"
#include "model/template.h"

/*
 * Files as they are read: bytes, then a tree, then what it is, then its template. They
 * live in the workshop that they were read in, which keeps them for a while, since root
 * templates that follow often deploy the same ones.
 */
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

/* The file at `path`, kept from before or read now. What is behind a link is read each
   time: who may see it is asked anew (boundary.h). */
TriStatus tri_input_open(TriWorkshop *workshop, TriStr path, TriInput **input,
                         TriError *error);

/* What is kept of the file at `path`, which is no link; NULL: it is to be read. */
const TriInput *tri_input_find(TriWorkshop *workshop, TriStr path);

/* The file at `path`, whose bytes, in `workshop->files`, are read already. */
TriInput *tri_input_open_bytes(TriWorkshop *workshop, TriStr path, TriStr bytes);

/* The file at `path`, absolute, kept from before or read now; TRI_FAILED when it cannot
   be read or, as `is_outside` says then, does not stand below `boundary`. */
TriStatus tri_input_open_within(TriWorkshop *workshop, TriStr boundary, TriStr path,
                                TriInput **input, bool *is_outside, TriError *error);

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

/* Whether it is a JSON template that has its resources twice. */
bool tri_input_repeats_resources(const TriWorkshop *workshop, const TriInput *input);

/* The values of a parsed input that is used as a parameter file; false, with a
   parameter-error in `sink`, when it is none. Reports what stands in it twice. */
bool tri_input_parameters(TriWorkshop *workshop, TriInput *input, TriSink *sink,
                          TriGivens *givens);

/* The file URI of the input; empty when it has no path. */
TriStr tri_input_uri(TriWorkshop *workshop, const TriInput *input);

#endif
