# nie_add_library(NAME SOURCES ... LINK ... [TORCH] [UNITE count])
#   A static library with the project's warnings; includes are written from the source root's
#   folder names ("core/base/error.h"). TORCH: reuses the one precompiled LibTorch header.
function(nie_add_library name)
    cmake_parse_arguments(arg "TORCH" "UNITE" "SOURCES;LINK" ${ARGN})
    if(NOT arg_UNITE)
        set(arg_UNITE 8)
    endif()
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
    target_link_libraries(${name} PUBLIC ${arg_LINK} PRIVATE nie_warnings)
    nie_unite_sources(${name} ${arg_UNITE})
    if(arg_TORCH)
        nie_use_torch_header(${name})
    endif()
endfunction()

# nie_unite_sources(TARGET COUNT): compiles COUNT sources as one. Half of a small file's time goes into templates of
# LibTorch's and Qt's headers, which every translation unit instantiates again, precompiled or not: 12 s for LibTorch,
# as much as 20 of our files take; memory grows little (8 files 1.1 GB, 32 files 1.4 GB).
function(nie_unite_sources name count)
    if(NIE_UNITY_BUILD)
        set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${count})
        # g++ takes an included source for a header, whose anonymous types others would see.
        target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    endif()
endfunction()

# torch/torch.h costs 11 s a file; compiled once, every file that needs it takes milliseconds.
function(nie_use_torch_header name)
    target_precompile_headers(${name} REUSE_FROM nie_torch_header)
    # The header was compiled with -fPIC; an executable's -fPIE would make it unusable.
    target_compile_options(${name} PRIVATE -fPIC)
endfunction()

# nie_moc(TARGET NAME): makes NAME.moc, which NAME.cpp of this folder includes at its end. AUTOMOC would hand moc every
# folder of headers, and moc would read all of LibTorch and Qt again for each test; for what it makes it needs none.
function(nie_moc target name)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/moc")
    file(MAKE_DIRECTORY "${folder}")
    add_custom_command(OUTPUT "${folder}/${name}.moc"
        COMMAND Qt6::moc -DQT_NO_KEYWORDS -o "${folder}/${name}.moc" "${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp"
        DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp" VERBATIM)
    target_sources(${target} PRIVATE "${folder}/${name}.moc")
    target_include_directories(${target} PRIVATE "${folder}")
endfunction()

# nie_test_program(OUT [TORCH] [GUI] LINK ...): the program that carries such tests of this folder; made on first use.
function(nie_test_program out)
    cmake_parse_arguments(arg "TORCH;GUI" "" "LINK" ${ARGN})
    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
    string(REPLACE "/" "_" program "${folder}")
    if(arg_TORCH)
        string(APPEND program "_torch")
    endif()
    if(arg_GUI)
        string(APPEND program "_gui")
    endif()
    string(APPEND program "_tests")
    if(NOT TARGET ${program})
        add_executable(${program} "${PROJECT_SOURCE_DIR}/tests/support/test_registry.cpp")
        set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests/bin")
        target_link_libraries(${program} PRIVATE nie_test_support Qt6::Test nie_warnings)
        if(arg_TORCH)
            nie_unite_sources(${program} 24)
            nie_use_torch_header(${program})
        else()
            nie_unite_sources(${program} 6)
        endif()
    endif()
    target_link_libraries(${program} PRIVATE ${arg_LINK})
    set(${out} ${program} PARENT_SCOPE)
endfunction()

# nie_add_test(NAME LINK ... [TORCH] [GUI] [LABELS fast|smoke|gui|slow] [TIMEOUT s])
#   Registers NAME.cpp of this folder, a Qt Test that ends with NIE_TEST (tests/support/test_registry.h), under the
#   folder's path below tests/. GUI: runs under a virtual X server with software OpenGL; else off-screen.
function(nie_add_test name)
    cmake_parse_arguments(arg "TORCH;GUI" "TIMEOUT" "LINK;LABELS" ${ARGN})
    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
    set(path "${folder}/${name}")
    set(kind)
    foreach(flag TORCH GUI)
        if(arg_${flag})
            list(APPEND kind ${flag})
        endif()
    endforeach()
    nie_test_program(program ${kind} LINK ${arg_LINK})
    target_sources(${program} PRIVATE ${name}.cpp)
    nie_moc(${program} ${name})
    if(NOT arg_LABELS)
        set(arg_LABELS fast)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set(environment "OMP_WAIT_POLICY=passive" "NIE_BINARY_DIR=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
        "NIE_SOURCE_DIR=${PROJECT_SOURCE_DIR}"
        # Nothing is kept in the tester's own folder.
        "XDG_CACHE_HOME=${PROJECT_BINARY_DIR}/cache")
    if(arg_GUI)
        list(APPEND arg_LABELS gui)
        add_test(NAME ${path} COMMAND "${PROJECT_SOURCE_DIR}/cmake/under-x" $<TARGET_FILE:${program}> ${name})
        # Window tests measure latencies: nothing else runs beside them.
        set_tests_properties(${path} PROPERTIES RUN_SERIAL ON)
    else()
        add_test(NAME ${path} COMMAND ${program} ${name})
        list(APPEND environment "QT_QPA_PLATFORM=offscreen")
    endif()
    set_tests_properties(${path} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "${environment}")
endfunction()
