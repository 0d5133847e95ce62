#include "core/base/error.h"

namespace nie {

namespace {

std::string composeMessage(const Error::Detail& detail)
{
    std::string text = detail.where.empty() ? detail.what : detail.where + ": " + detail.what;
    if (detail.found.empty() && detail.allowed.empty())
        return text;
    text += " (";
    if (!detail.found.empty())
        text += "found " + detail.found;
    if (!detail.found.empty() && !detail.allowed.empty())
        text += "; ";
    if (!detail.allowed.empty())
        text += "allowed: " + detail.allowed;
    return text + ")";
}

}  // namespace

Error::Error(Kind kind, Detail detail)
    : std::runtime_error(composeMessage(detail)), m_kind(kind), m_detail(std::move(detail))
{
}

}  // namespace nie
