#include "datasets/brain/transfer_cache.h"

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/config/json.h"
#include "core/io/safetensors.h"

#include <fmt/format.h>

#include <cstring>

namespace nie::brain {

namespace {

/// Of the method; a change of the numbers needs another one.
constexpr int kMethodVersion = 1;
constexpr const char* kPoints = "rate_khz,mean_voltage_mv,time_constant_ms";
constexpr std::size_t kValues = 3;

std::string keyOf(const ExponentialNeuron& n, const TransferResolution& resolution,
                  const TransferGrid& grid)
{
    const Json key = {
        {"method", kMethodVersion},
        {"neuron",
         {n.capacitance, n.leakConductance, n.leakPotential, n.thresholdSlope, n.threshold,
          n.resetPotential, n.spikePotential, n.refractoryTime}},
        {"voltage_step", resolution.voltageStep},
        {"frequencies", resolution.frequencies},
        {"mu", {grid.firstMu, grid.lastMu, grid.muCount}},
        {"sigma", {grid.firstSigma, grid.lastSigma, grid.sigmaCount}},
    };
    return key.dump();
}

std::string hashText(const void* bytes, std::size_t count)
{
    ContentHash hash;
    hash.add(bytes, count);
    return fmt::format("{:016x}", hash.value());
}

}  // namespace

TransferCache::TransferCache(const std::filesystem::path& folder, const ExponentialNeuron& neuron,
                             const TransferResolution& resolution, const TransferGrid& grid)
    : m_key(keyOf(neuron, resolution, grid)),
      m_grid(grid)
{
    if (!folder.empty())
        m_file = folder / ("transfer-" + hashText(m_key.data(), m_key.size()) + ".safetensors");
}

bool TransferCache::load(TransferTable& table) const
{
    std::error_code absent;
    if (m_file.empty() || !std::filesystem::exists(m_file, absent))
        return false;
    try {
        const Safetensors content = Safetensors::read(m_file);
        const NamedArray& array = content.arrays.at(kPoints);
        const std::vector<std::int64_t> shape{static_cast<std::int64_t>(m_grid.sigmaCount),
                                              static_cast<std::int64_t>(m_grid.muCount), kValues};
        if (array.dtype != "F64" || array.shape != shape || content.metadata.at("key") != m_key ||
            content.metadata.at("checksum") != hashText(array.bytes.data(), array.bytes.size()))
            return false;
        std::vector<TransferPoint> points(m_grid.size());
        std::memcpy(points.data(), array.bytes.data(), array.bytes.size());
        table.adopt(points);
        return true;
    } catch (const Error&) {  // damaged: computed again and overwritten
        return false;
    } catch (const std::out_of_range&) {  // another program's file
        return false;
    }
}

void TransferCache::save(TransferTable& table) const
{
    static_assert(sizeof(TransferPoint) == kValues * sizeof(double));
    if (m_file.empty() || table.computedCount() == 0)
        return;
    load(table);
    NamedArray array{"F64",
                     {static_cast<std::int64_t>(m_grid.sigmaCount),
                      static_cast<std::int64_t>(m_grid.muCount), kValues},
                     std::vector<std::byte>(table.points().size() * sizeof(TransferPoint))};
    std::memcpy(array.bytes.data(), table.points().data(), array.bytes.size());
    Safetensors content;
    content.metadata["key"] = m_key;
    content.metadata["checksum"] = hashText(array.bytes.data(), array.bytes.size());
    content.arrays[kPoints] = std::move(array);
    std::error_code refused;
    std::filesystem::create_directories(m_file.parent_path(), refused);
    try {
        if (!refused)
            content.write(m_file);
    } catch (const Error&) {
        // A folder that cannot be written or a full disk costs the next run a second, no more.
        return;
    }
}

}  // namespace nie::brain
