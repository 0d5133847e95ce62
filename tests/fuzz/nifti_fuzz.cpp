// Feeds libFuzzer's inputs to the reader of NIfTI images: header and voxels in one buffer, plain or
// gzip. Whatever they are, the reader ends with numbers or with an error of the program's own;
// anything else is a finding.

#include "core/base/error.h"
#include "core/io/nifti_file.h"
#include "core/io/repetition_time.h"

#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    // The first byte chooses how the rest is read.
    const nie::NiftiReading reading{.completeVolumesOnly = (data[0] & 1) != 0,
                                    .magnitude = (data[0] & 2) != 0};
    try {
        nie::NiftiFile file(std::string(reinterpret_cast<const char*>(data) + 1, size - 1), "input",
                            reading);
        file.affine().axisCodes();
        nie::RepetitionTime::ofHeader(file.header()).toJson().dump();
        std::uint64_t voxels = 0;
        double sum = 0.0;
        file.forEachBlock([&](const double* values, std::size_t count) {
            for (std::size_t i = 0; i < count; ++i)
                sum += values[i];
            voxels += count;
        });
        const auto expected = static_cast<std::uint64_t>(file.header().voxelCount()) *
                              static_cast<std::uint64_t>(file.volumeCount());
        if (voxels != expected)
            __builtin_trap();
        file.requireSeries();
        std::int64_t volumes = 0;
        file.forEachVolume([&](std::int64_t volume, const auto&) { volumes = volume + 1; });
        if (volumes != file.volumeCount())
            __builtin_trap();
    } catch (const nie::Error&) {
        return 0;
    }
    return 0;
}
