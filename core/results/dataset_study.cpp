#include "core/results/dataset_study.h"

namespace nie {

std::string DatasetStudy::normalisation() const
{
    const Json options = recipe.value("options", Json::object());
    for (const char* key : {"normalisation", "scaling"}) {
        if (options.is_object() && options.contains(key) && options.at(key).is_string())
            return options.at(key).get<std::string>();
    }
    return {};
}

}  // namespace nie
