#include "core/data/dataset_hash.h"

#include <fmt/format.h>

#include <bit>

namespace nie {

static_assert(std::endian::native == std::endian::little,
              "hashes are defined over little-endian bytes");

DatasetHash::DatasetHash(const Dataset& dataset)
{
    addShape(dataset.times.sizes().vec());
    add(dataset.times);
    addShape(dataset.shape());
}

/// The shape takes part: [2, 3] and [3, 2] with equal numbers are different data.
void DatasetHash::addShape(const std::vector<std::int64_t>& shape)
{
    m_hash.add(shape.data(), shape.size() * sizeof(std::int64_t));
}

void DatasetHash::add(const torch::Tensor& samples)
{
    const torch::Tensor plain = samples.detach().to(torch::kCPU, torch::kFloat64).contiguous();
    m_hash.add(plain.data_ptr<double>(), static_cast<std::size_t>(plain.numel()) * sizeof(double));
}

std::string DatasetHash::text() const
{
    return fmt::format("{:016x}", m_hash.value());
}

}  // namespace nie
