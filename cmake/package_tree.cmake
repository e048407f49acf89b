# Called between installation and packing, by CPack for the .deb and by
# scripts/lib/package.sh for the archive: what each wants otherwise, and times that do not
# depend on when it was built.
set(tree ${CPACK_TEMPORARY_INSTALL_DIRECTORY})

function(compress file)
  execute_process(COMMAND gzip -9 -n ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(CPACK_GENERATOR STREQUAL "DEB")
  set(share ${tree}/usr/share)
  file(MAKE_DIRECTORY ${share}/zsh/vendor-completions ${share}/lintian/overrides)
  file(RENAME ${share}/zsh/site-functions/_tricep ${share}/zsh/vendor-completions/_tricep)
  file(REMOVE_RECURSE ${share}/zsh/site-functions)
  file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/../packaging/lintian-overrides ${share}/lintian/overrides/tricep)
  compress(${share}/man/man1/tricep.1)
  compress(${share}/doc/tricep/changelog)
else()
  # In an archive the notice is looked for at the top.
  file(RENAME ${tree}/share/doc/tricep/copyright ${tree}/LICENSE)
endif()

file(GLOB_RECURSE entries LIST_DIRECTORIES true ${tree}/*)
foreach(entry IN LISTS entries)
  if(IS_DIRECTORY ${entry} OR entry MATCHES "/bin/tricep$")
    file(CHMOD ${entry} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  else()
    file(CHMOD ${entry} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  endif()
endforeach()
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  execute_process(COMMAND find ${tree} -exec touch -h -d @$ENV{SOURCE_DATE_EPOCH} {} + COMMAND_ERROR_IS_FATAL ANY)
endif()
