#include "core/config/json_hash.h"

#include "core/base/hash.h"

#include <fmt/format.h>

namespace nie {

std::string shortHash(const Json& json)
{
    const std::string text = json.dump();
    ContentHash hash;
    hash.add(text.data(), text.size());
    return fmt::format("{:08x}", hash.value() & 0xffffffffULL);
}

}  // namespace nie
