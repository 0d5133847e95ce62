#pragma once

#include "core/base/hash.h"
#include "core/data/dataset.h"

#include <string>

namespace nie {

/// The content hash of a set whose numbers are passed over for another reason anyway: all samples
/// in their order, in any portions. Dataset::contentHash() gives the same.
class DatasetHash {
public:
    explicit DatasetHash(const Dataset& dataset);

    /// [samples, time, space..., channel]
    void add(const torch::Tensor& samples);
    /// 16 hex digits.
    std::string text() const;

private:
    void addShape(const std::vector<std::int64_t>& shape);

    ContentHash m_hash;
};

}  // namespace nie
