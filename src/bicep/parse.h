#ifndef TRI_BICEP_PARSE_H
#define TRI_BICEP_PARSE_H

#include "bicep/syntax.h"
#include "source/finding.h"

/* Deeper nesting of expressions is an error. */
#define TRI_BICEP_DEPTH_LIMIT 500

/*
 * Reads a Bicep file, or a parameter file: a statement of the other is a mistake. Each
 * mistake is one parse-error in `sink`; what stands around it is read all the same.
 * `path` is the name that the file was opened by. The file and all in it live in
 * `arena`; the source must outlive them.
 */
TriBicepFile *tri_bicep_parse(TriArena *arena, const TriSource *source, TriStr path,
                              TriSink *sink);

#endif
