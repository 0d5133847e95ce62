#pragma once

#include "core/config/json.h"
#include "core/models/model.h"

#include <filesystem>
#include <map>
#include <string>

namespace nie {

/// A moment of a training on disk: a folder with model.safetensors, optimizer.safetensors and
/// state.json. Plain data; loading executes nothing.
struct Checkpoint {
    std::map<std::string, torch::Tensor> parameters;  ///< by qualified name, with buffers
    std::map<std::string, torch::Tensor> optimizer;   ///< "exp_avg.NAME", "exp_avg_sq.NAME"
    Json state = Json::object();                      ///< step, epoch, best loss, config hash, ...

    void write(const std::filesystem::path& folder) const;
    /// Throws InputError naming the file and what is wrong.
    static Checkpoint read(const std::filesystem::path& folder);
};

/// Parameters and buffers of a model by name, detached copies on the CPU.
std::map<std::string, torch::Tensor> modelState(const Model& model);
/// Copies values into the model; throws InputError naming `source` and the first name that is
/// missing, unknown or of another shape.
void loadModelState(Model& model, const std::map<std::string, torch::Tensor>& state,
                    const std::string& source);

}  // namespace nie
