# Writes the rule files RULES (below ROOT) into the C file OUTPUT, as bytes: each as it
# is, and all of them as one array without what judging needs nothing of.
set(told_only tests remediation compliance links fullDescription)
set(arrays "")
set(brief "[")
set(rows "")
set(number 0)
list(SORT RULES)
foreach(rule IN LISTS RULES)
  file(RELATIVE_PATH path ${ROOT} ${rule})
  file(READ ${rule} bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  string(APPEND arrays "static const unsigned char rule_${number}[] = {\n${bytes}\n};\n\n")
  file(READ ${rule} text)
  foreach(key IN LISTS told_only)
    string(JSON shorter ERROR_VARIABLE error REMOVE "${text}" ${key})
    if(NOT error)
      set(text "${shorter}")
    endif()
  endforeach()
  # Indentation only: no string of a rule has a line break. Comments need theirs.
  string(JSON type ERROR_VARIABLE error TYPE "${text}")
  if(NOT error)
    string(REGEX REPLACE "\n[ \t]*" "" text "${text}")
  endif()
  string(APPEND brief "${text},")
  string(APPEND rows "    { TRI_STR_INIT(\"${path}\"), { (const char *)rule_${number}, ${size} } },\n")
  math(EXPR number "${number} + 1")
endforeach()
string(REGEX REPLACE ",$" "]" brief "${brief}")
file(WRITE ${OUTPUT}.brief "${brief}")
file(READ ${OUTPUT}.brief bytes HEX)
file(REMOVE ${OUTPUT}.brief)
string(LENGTH "${bytes}" digits)
math(EXPR brief_size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
string(APPEND arrays "static const unsigned char brief[] = {\n${bytes}\n};\n\n")
file(WRITE ${OUTPUT} "/* Made by cmake/embed_rules.cmake. */
#include \"rule/embedded.h\"

${arrays}const TriEmbeddedRule tri_embedded_rules[] = {
${rows}    { { 0 }, { 0 } },
};

const size_t tri_embedded_rule_count = ${number};

const TriEmbeddedRule tri_embedded_brief = { TRI_STR_INIT(\"rules\"), { (const char *)brief, ${brief_size} } };
")
