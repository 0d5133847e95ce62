#pragma once

#include "core/config/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// One array of numbers that a model learns.
struct ParameterSummary {
    std::string name;  ///< within its module
    std::vector<std::int64_t> shape;
    std::int64_t count = 0;  ///< of numbers
};

/// A part of a model: its own parameters and the parts it is made of.
struct ModuleSummary {
    std::string name;  ///< within the module around it; of the whole: the model's name
    std::string type;  ///< "Linear"
    std::vector<ParameterSummary> parameters;
    std::vector<ModuleSummary> modules;

    /// Its own parameters and those of all its parts.
    std::int64_t parameterCount() const;
};

/// What a model is made of and what memory a training of it takes, in bytes.
struct ModelSummary {
    std::string experiment;
    std::string precision;  ///< of the parameters, "float32"; several are joined by ", "
    ModuleSummary model;
    std::int64_t parameterBytes = 0;
    std::int64_t bufferBytes = 0;  ///< arrays that belong to the model and are not learnt
    std::int64_t gradientBytes = 0;
    std::int64_t optimizerBytes = 0;  ///< Adam's two moments
    /// What a forward pass of one batch holds at most, extrapolated from passes of one and of two
    /// samples; unset where such a pass is not possible.
    std::optional<std::int64_t> activationBytes;
    std::int64_t batchSize = 0;

    std::int64_t totalBytes() const;
    Json toJson() const;
    /// Throws InputError naming `source` when it is no summary.
    static ModelSummary fromJson(const Json& json, const std::string& source);
};

/// "840 B", "53.6 kB", "1.28 MB": powers of 1000, three digits.
std::string memoryText(std::int64_t bytes);

}  // namespace nie
