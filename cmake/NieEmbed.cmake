# nie_embed(TARGET FUNCTION HEADER FILES...)
#   Compiles text files into a target: `FUNCTION()`, declared in HEADER, returns them as
#   std::span<const nie::EmbeddedFile>, in the order given. Editing one of them configures again.
function(nie_embed target function header)
    set(source "// Made by nie_embed from the files named below.\n#include \"${header}\"\n\n#include <array>\n\n")
    list(LENGTH ARGN count)
    string(APPEND source "namespace nie {\n\nstd::span<const EmbeddedFile> ${function}()\n{\n"
        "    static constexpr std::array<EmbeddedFile, ${count}> kFiles{{\n")
    foreach(file ${ARGN})
        file(READ "${file}" text)
        get_filename_component(name "${file}" NAME)
        string(APPEND source "{\"${name}\", R\"__embedded(${text})__embedded\"},\n")
    endforeach()
    string(APPEND source "    }};\n    return kFiles;\n}\n\n}  // namespace nie\n")
    set(path "${PROJECT_BINARY_DIR}/generated/embedded/${function}.cpp")
    file(WRITE "${path}.new" "${source}")
    configure_file("${path}.new" "${path}" COPYONLY)  # touched only when it changes
    target_sources(${target} PRIVATE "${path}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ARGN})
endfunction()
