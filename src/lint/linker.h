#ifndef TRI_LINT_LINKER_H
#define TRI_LINT_LINKER_H

#include "base/map.h"
#include "eval/expand.h"
#include "lint/input.h"
#include "lint/prefilter.h"

/*
 * Linked templates and parameter files on this disk (DESIGN 2): `relativePath`,
 * a `uri` that is a file URI, and a `uri` below _artifactsLocation, known or not,
 * which is looked for beside the root. Never the network, and never a file
 * outside the report root or, for a template outside it, outside its own folder:
 * a template must not make its reader open other files.
 */
typedef struct TriLinkedFile {
    TriInput *input;
    const TriTemplate *template;
} TriLinkedFile;

typedef struct TriLinked TriLinked;

typedef struct TriFileLinker {
    TriLinker linker; /* first, so that find gets its own back */
    TriWorkshop *workshop;
    const TriPrefilter *related;    /* for what is wanted */
    TriSink *sink;                  /* what is wrong with linked files */
    TriStr folder;                  /* of the root template, absolute */
    TriStr allowed;                 /* the folder that links stay below */
    const TriGivens *given;         /* to what the root deploys; NULL: its own values */
    TriMap files;                   /* what was linked to, by absolute path */
    TRI_LIST(TriLinkedFile) opened; /* templates that something links to */
    TriStrList deployed;            /* absolute paths of templates that are deployed */
    TRI_LIST(TriLinked *) idle;     /* files passed over: nothing wanted is in them */
} TriFileLinker;

/* A linker for the root template `input`; `related` tells of what files hold something
   that is wanted (NULL: all may). */
TriFileLinker tri_file_linker(TriWorkshop *workshop, const TriInput *input,
                              const TriPrefilter *related, TriSink *sink);

/* Reads the files that were passed over, to tell of those that cannot be parsed: a
   template that counts uses them (DESIGN 2). */
void tri_linker_read_idle(TriFileLinker *linker);

#endif
