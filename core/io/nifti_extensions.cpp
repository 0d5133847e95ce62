#include "core/io/nifti_extensions.h"

#include "core/io/numeric_array.h"

#include <fmt/format.h>

#include <array>

namespace nie {

std::vector<NiftiExtension> readNiftiExtensions(InflatingStream& stream, std::uint64_t end,
                                                bool swapped, std::vector<std::string>& warnings)
{
    std::vector<NiftiExtension> chain;
    std::array<char, 4> flag{};
    if (stream.position() + flag.size() > end || stream.read(flag.data(), 4) < 4 || flag[0] == 0)
        return chain;
    std::array<char, 8> head{};
    while (stream.position() + head.size() <= end) {
        const std::uint64_t begin = stream.position();
        if (stream.read(head.data(), head.size()) < head.size())
            break;
        std::array<double, 2> fields{};
        decodeNumbers(head.data(), NumericType::Int32, swapped, 2, fields.data());
        const auto size = static_cast<std::int64_t>(fields[0]);
        // Some writers leave the rest up to the voxels empty.
        if (size == 0 && fields[1] == 0 && !chain.empty())
            break;
        if (size < 16 || size % 16 != 0 || begin + static_cast<std::uint64_t>(size) > end) {
            warnings.push_back(
                fmt::format("extension {}: its size {} is no multiple of 16 or passes the voxels "
                            "at {}; it and what follows were left out",
                            chain.size() + 1, size, end));
            break;
        }
        chain.push_back({static_cast<std::int32_t>(fields[1]), size});
        stream.skip(static_cast<std::uint64_t>(size) - head.size());
    }
    return chain;
}

}  // namespace nie
