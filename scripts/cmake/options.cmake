# Warnings, sanitizers and the dependencies that are headers only.

add_library(sqlc_warnings INTERFACE)
target_compile_options(sqlc_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Wno-missing-field-initializers>)

find_program(SQLC_CCACHE ccache)
mark_as_advanced(SQLC_CCACHE)
if(SQLC_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SQLC_CCACHE}")
endif()

set(instrument "")
if(SQLC_SANITIZE)
  list(APPEND instrument -fsanitize=${SQLC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
endif()
if(SQLC_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "SQLC_FUZZ needs clang: -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++")
  endif()
  list(APPEND instrument -fsanitize=fuzzer-no-link)
endif()
add_compile_options(${instrument})
add_link_options(${instrument})

# sqlc_header(<name> <header>): the imported target sqlc::<name> for a library without a binary.
function(sqlc_header name header)
  find_path(SQLC_${name}_INCLUDE "${header}" REQUIRED)
  mark_as_advanced(SQLC_${name}_INCLUDE)
  add_library(sqlc::${name} INTERFACE IMPORTED)
  target_include_directories(sqlc::${name} SYSTEM INTERFACE "${SQLC_${name}_INCLUDE}")
endfunction()
