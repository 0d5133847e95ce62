#include "core/training/checkpoint.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/safetensors.h"

#include <cstring>

namespace nie {

namespace fs = std::filesystem;

namespace {

struct TypeName {
    const char* name;
    torch::ScalarType type;
};

constexpr TypeName kTypes[] = {{"F32", torch::kFloat}, {"F64", torch::kDouble}, {"F16", torch::kHalf},
                               {"I64", torch::kLong},  {"I32", torch::kInt},    {"U8", torch::kByte},
                               {"BOOL", torch::kBool}};

NamedArray toArray(const torch::Tensor& tensor)
{
    const auto plain = tensor.detach().to(torch::kCPU).contiguous();
    NamedArray array;
    for (const TypeName& known : kTypes)
        if (known.type == plain.scalar_type())
            array.dtype = known.name;
    array.shape = plain.sizes().vec();
    array.bytes.resize(plain.nbytes());
    if (!array.bytes.empty())
        std::memcpy(array.bytes.data(), plain.data_ptr(), array.bytes.size());
    return array;
}

torch::Tensor toTensor(const NamedArray& array, const std::string& file, const std::string& name)
{
    for (const TypeName& known : kTypes) {
        if (array.dtype != known.name)
            continue;
        auto tensor = torch::empty(array.shape, known.type);
        if (!array.bytes.empty())
            std::memcpy(tensor.data_ptr(), array.bytes.data(), array.bytes.size());
        return tensor;
    }
    throw InputError(file, name + ": type cannot be used here", array.dtype,
                     "F16, F32, F64, I32, I64, U8, BOOL");
}

void writeTensors(const std::map<std::string, torch::Tensor>& tensors, const fs::path& file)
{
    Safetensors content;
    content.metadata["format"] = "pt";
    for (const auto& [name, tensor] : tensors)
        content.arrays[name] = toArray(tensor);
    content.write(file);
}

std::map<std::string, torch::Tensor> readTensors(const fs::path& file)
{
    std::map<std::string, torch::Tensor> tensors;
    for (const auto& [name, array] : Safetensors::read(file).arrays)
        tensors[name] = toTensor(array, file.string(), name);
    return tensors;
}

std::string shapeText(const torch::Tensor& tensor)
{
    std::string text = "[";
    for (const auto size : tensor.sizes())
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

}  // namespace

void Checkpoint::write(const fs::path& folder) const
{
    writeFolderAtomically(folder, [this](const fs::path& temporary) {
        writeTensors(parameters, temporary / "model.safetensors");
        writeTensors(optimizer, temporary / "optimizer.safetensors");
        writeFileAtomically(temporary / "state.json", state.dump(2) + "\n");
    });
}

Checkpoint Checkpoint::read(const fs::path& folder)
{
    Checkpoint checkpoint;
    checkpoint.parameters = readTensors(folder / "model.safetensors");
    checkpoint.optimizer = readTensors(folder / "optimizer.safetensors");
    const fs::path state = folder / "state.json";
    checkpoint.state = parseJson(readFile(state), state.string());
    if (!checkpoint.state.is_object() || !checkpoint.state.value("step", Json()).is_number_integer())
        throw InputError(state.string(), "is not the state of a checkpoint", {}, "an object with \"step\"");
    return checkpoint;
}

std::map<std::string, torch::Tensor> modelState(const Model& model)
{
    std::map<std::string, torch::Tensor> state;
    for (const auto& item : model.named_parameters())
        state[item.key()] = item.value().detach().to(torch::kCPU).clone();
    for (const auto& item : model.named_buffers())
        state[item.key()] = item.value().detach().to(torch::kCPU).clone();
    return state;
}

void loadModelState(Model& model, const std::map<std::string, torch::Tensor>& state,
                    const std::string& source)
{
    const torch::NoGradGuard noGrad;
    std::vector<std::pair<torch::Tensor, torch::Tensor>> pairs;
    const auto match = [&](const std::string& name, const torch::Tensor& target) {
        const auto found = state.find(name);
        if (found == state.end())
            throw InputError(source, name + ": missing", {}, "an array " + shapeText(target));
        if (found->second.sizes() != target.sizes())
            throw InputError(source, name + ": wrong shape", shapeText(found->second), shapeText(target));
        pairs.emplace_back(target, found->second);
    };
    for (const auto& item : model.named_parameters())
        match(item.key(), item.value());
    for (const auto& item : model.named_buffers())
        match(item.key(), item.value());
    if (pairs.size() != state.size())
        throw InputError(source, "holds other arrays than the model", std::to_string(state.size()),
                         std::to_string(pairs.size()) + " arrays");
    for (auto& [target, value] : pairs)
        target.copy_(value);
}

}  // namespace nie
