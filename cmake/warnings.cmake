# Warnings are errors, on gcc and on clang.
set(TRICEP_WARNINGS
  -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wvla -Wundef
  -Wpointer-arith -Wwrite-strings -Wimplicit-fallthrough -Wformat=2)
