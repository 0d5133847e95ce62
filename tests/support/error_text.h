#pragma once

#include "core/base/error.h"

#include <QString>

namespace nie::test {

/// The message of the InputError that `work` throws; says so where it throws none.
template <class Work>
QString inputErrorOf(Work&& work)
{
    try {
        work();
    } catch (const InputError& error) {
        return QString::fromStdString(error.what());
    } catch (const std::exception& error) {
        return QString("another exception: ") + error.what();
    }
    return "no error";
}

}  // namespace nie::test
