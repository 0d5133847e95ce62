#include "widgets/forms/option_text.h"

#include <QLocale>

#include <fmt/format.h>

#include <cmath>

namespace nie {

QString realText(double value)
{
    if (value == 0)
        return QStringLiteral("0");
    const bool scientific = std::abs(value) < 1e-3 || std::abs(value) >= 1e6;
    QString text =
        QLocale::c().toString(value, scientific ? 'e' : 'f', QLocale::FloatingPointShortest);
    // 1e-04 -> 1e-4
    const qsizetype e = text.indexOf('e');
    return e < 0 ? text : text.left(e + 1) + QString::number(text.mid(e + 1).toInt());
}

std::optional<double> realFromText(const QString& text, const OptionInfo& info)
{
    bool isNumber = false;
    const double value = QLocale::c().toDouble(text.trimmed(), &isNumber);
    if (!isNumber || !std::isfinite(value))
        return {};
    if (info.minimum && (value < *info.minimum || (info.minimumExcluded && value == *info.minimum)))
        return {};
    if (info.maximum && value > *info.maximum)
        return {};
    return value;
}

QString optionLabel(const std::string& name)
{
    QString label = QString::fromStdString(name).replace('_', ' ');
    if (!label.isEmpty())
        label[0] = label[0].toUpper();
    return label;
}

}  // namespace nie
