#include "core/models/model.h"

namespace nie {

std::int64_t Model::parameterCount() const
{
    std::int64_t count = 0;
    for (const auto& parameter : parameters())
        count += parameter.numel();
    return count;
}

}  // namespace nie
