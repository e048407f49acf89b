#ifndef TRI_BICEP_LOWER_H
#define TRI_BICEP_LOWER_H

#include "bicep/parse.h"
#include "model/template.h"

/*
 * Bicep to the model (bicep-language.md 3). What the compiler writes as ARM JSON is
 * what the model holds, with the places of the Bicep text. Nothing is judged here:
 * a name that means nothing becomes an error node, and evaluation says so when it
 * is needed.
 */

/* What a load… function asks for. */
typedef struct TriBicepContent {
    TriStr function; /* as it is called: "loadTextContent" */
    TriStr path;
    TriStr selector; /* a JSON path, or a pattern of names; empty: all of it */
    TriStr encoding; /* empty: UTF-8 */
    TriSpan span;    /* of the call */
} TriBicepContent;

/*
 * Whoever knows files: lowering only asks. Paths are as written in the file `from`.
 */
typedef struct TriBicepLoader TriBicepLoader;

/* A file that names are imported from. */
typedef struct TriBicepImport {
    const TriBicepFile *file;    /* Bicep, or else … */
    const TriTemplate *template; /* … an ARM template */
} TriBicepImport;

struct TriBicepLoader {
    /* What is at `path`, a file or a module of a registry; without file and template,
       with why, when it is not to be had. */
    TriBicepImport (*open)(TriBicepLoader *loader, const TriBicepFile *from,
                           TriStr path, TriStr *why);
    /* What a file holds, as a node; NULL, with why, and what is wrong in the file. */
    TriExpr *(*read)(TriBicepLoader *loader, const TriBicepFile *from,
                     const TriBicepContent *content, TriSink *sink, TriStr *why);
    /* Whether a file has types of extensions though it declares none. */
    bool (*has_extension)(TriBicepLoader *loader, const TriBicepFile *from);
};

/*
 * The template in `file`. What is wrong with files that it imports from is reported to
 * `sink`; that they are not to be had is said by nodes, when a value hangs on them
 * (TriMissing). Values are lowered when first looked at, so file and loader must
 * outlive the template.
 */
TriTemplate *tri_bicep_lower(TriArena *arena, const TriBicepFile *file,
                             TriBicepLoader *loader, TriSink *sink);

/* The values that a .bicepparam file gives, with those of the file it extends. */
TriGivens tri_bicep_lower_parameters(TriArena *arena, const TriBicepFile *file,
                                     TriBicepLoader *loader, TriSink *sink);

/* The path in the `using` of a parameter file; empty when there is none. */
TriStr tri_bicep_using(const TriBicepFile *file);

/* A template whose one resource deploys, as a module, what the parameter file is using;
   the values are not in it. */
TriTemplate *tri_bicep_lower_using(TriArena *arena, const TriBicepFile *file);

#endif
