#include "tests/support/test_registry.h"

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

namespace {

using Run = int (*)(int, char**);

std::map<std::string, Run>& registry()
{
    static std::map<std::string, Run> tests;
    return tests;
}

}  // namespace

bool nie::test::addTest(const char* file, Run run)
{
    return registry().emplace(std::filesystem::path(file).stem().string(), run).second;
}

/// PROGRAM TEST [options of Qt Test]: runs one test of the folder.
int main(int argc, char** argv)
{
    const auto found = argc > 1 ? registry().find(argv[1]) : registry().end();
    if (found == registry().end()) {
        std::fprintf(stderr, "%s TEST [OPTION...], where TEST is one of:\n", argv[0]);
        for (const auto& [name, run] : registry())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    argv[1] = argv[0];
    return found->second(argc - 1, argv + 1);
}
