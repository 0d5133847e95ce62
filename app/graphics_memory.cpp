#include "app/graphics_memory.h"

#include <cstdlib>
#include <dlfcn.h>
#include <memory>
#include <string>

namespace nie {

namespace {

// The part of NVIDIA's management library (NVML) that is asked for here. It comes with the driver
// and is loaded at run time: a machine without a card has none.
struct NvmlMemory {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};
using NvmlPlain = int (*)();
using NvmlByIndex = int (*)(unsigned int, void**);
using NvmlByName = int (*)(const char*, void**);
using NvmlAsk = int (*)(void*, NvmlMemory*);

struct CloseLibrary {
    void operator()(void* library) const { dlclose(library); }
};

template <class Function>
Function functionOf(void* library, const char* name)
{
    return reinterpret_cast<Function>(dlsym(library, name));
}

/// CUDA's first card: the first that CUDA_VISIBLE_DEVICES names, by its number or its UUID.
void* firstCard(void* library)
{
    const char* visible = std::getenv("CUDA_VISIBLE_DEVICES");
    const std::string list = visible ? visible : "";
    const std::string first = list.substr(0, list.find(','));
    void* card = nullptr;
    if (!first.empty() && first.find_first_not_of("0123456789") != std::string::npos) {
        const auto byName = functionOf<NvmlByName>(library, "nvmlDeviceGetHandleByUUID");
        return byName && byName(first.c_str(), &card) == 0 ? card : nullptr;
    }
    const auto number = static_cast<unsigned int>(std::strtoul(first.c_str(), nullptr, 10));
    const auto byIndex = functionOf<NvmlByIndex>(library, "nvmlDeviceGetHandleByIndex_v2");
    return byIndex && byIndex(number, &card) == 0 ? card : nullptr;
}

}  // namespace

std::optional<GraphicsMemory> graphicsMemory()
{
    const std::unique_ptr<void, CloseLibrary> library(
        dlopen("libnvidia-ml.so.1", RTLD_LAZY | RTLD_LOCAL));
    if (!library)
        return std::nullopt;
    const auto begin = functionOf<NvmlPlain>(library.get(), "nvmlInit_v2");
    const auto end = functionOf<NvmlPlain>(library.get(), "nvmlShutdown");
    const auto ask = functionOf<NvmlAsk>(library.get(), "nvmlDeviceGetMemoryInfo");
    if (!begin || !end || !ask || begin() != 0)
        return std::nullopt;
    NvmlMemory memory{};
    void* card = firstCard(library.get());
    const bool told = card && ask(card, &memory) == 0;
    end();
    if (!told)
        return std::nullopt;
    return GraphicsMemory{static_cast<double>(memory.free), static_cast<double>(memory.total)};
}

}  // namespace nie
