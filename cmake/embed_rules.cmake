# Writes the rule files RULES (below ROOT) into the C file OUTPUT, as bytes.
set(arrays "")
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
  string(APPEND rows "    { TRI_STR_INIT(\"${path}\"), { (const char *)rule_${number}, ${size} } },\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "/* Made by cmake/embed_rules.cmake. */
#include \"rule/embedded.h\"

${arrays}const TriEmbeddedRule tri_embedded_rules[] = {
${rows}    { { 0 }, { 0 } },
};

const size_t tri_embedded_rule_count = ${number};
")
