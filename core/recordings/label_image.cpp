#include "core/recordings/label_image.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

namespace nie {

namespace {

constexpr double kExactInSingle = 16777216.0;  // 2^24
constexpr double kLargest = 2147483647.0;

/// Throws where a voxel is no label.
void requireLabel(double value, const NiftiFile& file, std::size_t voxel)
{
    const auto refuse = [&](const char* what, const char* allowed) {
        const std::int64_t nx = file.header().dim(1);
        const std::int64_t ny = file.header().dim(2);
        const auto at = static_cast<std::int64_t>(voxel);
        throw InputError(file.source(),
                         fmt::format("label: voxel ({}, {}, {}) {}", at % nx, at / nx % ny,
                                     at / (nx * ny), what),
                         fmt::format("{}", value), allowed);
    };
    if (!std::isfinite(value) || value != std::round(value))
        refuse("is not an integer", "whole numbers: a label image, not a probability map");
    if (value < 0)
        refuse("is negative", "0 for the background, labels above");
    const bool single = file.header().type.number == NumericType::Float32;
    if (value > (single ? kExactInSingle : kLargest))
        refuse("is too large", "labels up to 2^24 in float32, up to 2^31 - 1 else");
}

}  // namespace

LabelImage LabelImage::read(const std::filesystem::path& image, const std::filesystem::path& names)
{
    NiftiFile file(image);
    file.requireScalars();
    if (file.volumeCount() != 1)
        throw InputError(file.source(), "label image: has several volumes",
                         shapeText(file.header().shape), "one volume of x, y, z");
    LabelImage result;
    result.source = file.source();
    for (std::size_t k = 0; k < 3; ++k)
        result.shape[k] = file.header().dim(k + 1);
    result.affine = file.affine();
    requireMemory(static_cast<std::uint64_t>(file.header().voxelCount()) * sizeof(std::int32_t),
                  file.source());
    result.labels.reserve(static_cast<std::size_t>(file.header().voxelCount()));
    bool any = false;
    file.forEachBlock([&](const double* values, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            requireLabel(values[i], file, result.labels.size());
            any |= values[i] > 0;
            result.labels.push_back(static_cast<std::int32_t>(values[i]));
        }
    });
    if (!any)
        throw InputError(file.source(), "label: no voxel has a label > 0");
    result.warnings = file.warnings();
    const auto table = names.empty() ? labelNamesBeside(image) : names;
    if (!table.empty())
        result.takeNames(table, !names.empty());
    return result;
}

/// A file that was chosen has to be of this atlas; one that only lies beside it may be of another.
void LabelImage::takeNames(const std::filesystem::path& table, bool chosen)
{
    names = readLabelNames(table);
    groups = readLabelGroups(table);
    const auto labelsHere = present();
    std::vector<std::int32_t> nameless;
    for (const std::int32_t label : labelsHere)
        if (!names.contains(label))
            nameless.push_back(label);
    constexpr std::size_t kListed = 10;
    const auto shown = std::span(nameless).first(std::min(kListed, nameless.size()));
    const std::string listed =
        fmt::format("{}{}", fmt::join(shown, ", "), nameless.size() > kListed ? ", ..." : "");
    if (chosen && nameless.size() == labelsHere.size())
        throw InputError(table.string(), "names: none is of a label of " + source,
                         fmt::format("{} to {}", names.begin()->first, names.rbegin()->first),
                         "names of its labels, " + listed);
    if (!nameless.empty())
        warnings.push_back(fmt::format("{} of {} labels have no name in {}: {}", nameless.size(),
                                       labelsHere.size(), table.filename().string(), listed));
}

std::vector<std::int32_t> LabelImage::present() const
{
    std::set<std::int32_t> found(labels.begin(), labels.end());
    found.erase(0);
    return {found.begin(), found.end()};
}

std::string LabelImage::nameOf(std::int32_t label) const
{
    const auto found = names.find(label);
    return found == names.end() ? fmt::format("label {}", label) : found->second;
}

std::string LabelImage::groupOf(std::int32_t label) const
{
    const auto found = groups.find(label);
    return found == groups.end() ? std::string() : found->second;
}

LabelImage::OnGrid LabelImage::onGridOf(const NiftiFile& recording) const
{
    const NiftiHeader& header = recording.header();
    const Eigen::Matrix4d& world = recording.affine().matrix;
    constexpr double kSameGrid = 1e-3;  // mm
    const bool same = shape == std::array{header.dim(1), header.dim(2), header.dim(3)} &&
                      (world - affine.matrix).cwiseAbs().maxCoeff() < kSameGrid;
    if (same)
        return {labels, false};
    const Eigen::Matrix4d toLabels = affine.matrix.inverse() * world;
    OnGrid result;
    result.resampled = true;
    result.labels.reserve(static_cast<std::size_t>(header.voxelCount()));
    bool any = false;
    for (std::int64_t z = 0; z < header.dim(3); ++z)
        for (std::int64_t y = 0; y < header.dim(2); ++y)
            for (std::int64_t x = 0; x < header.dim(1); ++x) {
                const Eigen::Vector4d at =
                    toLabels * Eigen::Vector4d(double(x), double(y), double(z), 1.0);
                const auto i = std::rint(at[0]);
                const auto j = std::rint(at[1]);
                const auto k = std::rint(at[2]);
                std::int32_t label = 0;
                if (i >= 0 && j >= 0 && k >= 0 && i < double(shape[0]) && j < double(shape[1]) &&
                    k < double(shape[2]))
                    label = labels[static_cast<std::size_t>(
                        (static_cast<std::int64_t>(k) * shape[1] + static_cast<std::int64_t>(j)) *
                            shape[0] +
                        static_cast<std::int64_t>(i))];
                any |= label != 0;
                result.labels.push_back(label);
            }
    if (!any)
        throw InputError(source, "label: the grids do not overlap",
                         fmt::format("no voxel of {} lies in a region", recording.source()),
                         "an atlas in the space of the recording");
    return result;
}

}  // namespace nie
