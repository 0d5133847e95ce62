#include "app/cli/program.h"
#include "core/base/process_setup.h"

int main(int argc, char** argv)
{
    if (nie::cli::computes(argc, argv))
        nie::restartWithPassiveThreads(argv);
    nie::keepFreedMemory();
    return nie::cli::runProgram(argc, argv);
}
