# What is installed where, and the packages made of it (docs/packaging.md). The rules are
# built into the program; as files they are there to be read.
install(TARGETS tricep RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES man/tricep.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES completions/tricep.bash RENAME tricep
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES completions/_tricep DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES completions/tricep.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES README.md packaging/copyright packaging/changelog DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs FILES_MATCHING PATTERN "*.md")
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/rules FILES_MATCHING PATTERN "*.json")

# The archive is packed by scripts/lib/package.sh: CPack takes files in the order that the
# file system has them in.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tricep)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT ${TRICEP_MAINTAINER})
set(CPACK_PACKAGE_VENDOR "the tricep authors")
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "linter for ARM templates and Bicep that evaluates them")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/package_tree.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${TRICEP_HOME_PAGE})
set(CPACK_DEBIAN_PACKAGE_SUGGESTS git)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"tricep finds settings of Azure resources that should not be deployed, first
of all web apps that do not ask their clients for a certificate, in Azure
Resource Manager templates and in Bicep. It evaluates the template language:
parameters and their files, variables, functions, conditions, loops, modules,
nested and linked templates. What cannot be known before deployment is
reported as undecided, with what would decide it.")
include(CPack)
