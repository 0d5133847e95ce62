# Language level, warnings, sanitizers and the compiler cache, for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(NIE_CCACHE ccache)
if(NIE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers are cached only with this sloppiness.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;${NIE_CCACHE}")
endif()

# Qt's lower-case macros (slots, signals, emit) clash with LibTorch's member names.
add_compile_definitions(QT_NO_KEYWORDS)

add_library(nie_warnings INTERFACE)
target_compile_options(nie_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(NIE_WARNINGS_AS_ERRORS)
    # g++ 12 reports overlapping copies inside std::string that are none (GCC bug 105651).
    target_compile_options(nie_warnings INTERFACE -Werror -Wno-error=restrict)
endif()

if(NIE_SANITIZER STREQUAL "address")
    add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
elseif(NIE_SANITIZER STREQUAL "thread")
    add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
    add_link_options(-fsanitize=thread)
elseif(NOT NIE_SANITIZER STREQUAL "")
    message(FATAL_ERROR "NIE_SANITIZER is '${NIE_SANITIZER}'; allowed: address, thread, or empty")
endif()
if(NIE_COVERAGE)
    add_compile_options(--coverage)
    add_link_options(--coverage)
endif()
