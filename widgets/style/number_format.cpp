#include "widgets/style/number_format.h"

#include <QLocale>

#include <cmath>

namespace nie {

QString formatNumber(double value, int significantDigits)
{
    if (std::isnan(value))
        return QStringLiteral("nan");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("inf") : QStringLiteral("-inf");
    if (value == 0)
        return QStringLiteral("0");
    const double magnitude = std::abs(value);
    if (magnitude >= 1e5 || magnitude < 1e-3) {
        QString text = QString::number(value, 'e', significantDigits - 2);
        // C writes e-04; two digits of exponent are read as noise.
        const qsizetype e = text.indexOf('e');
        return text.left(e + 1) + QString::number(text.mid(e + 1).toInt());
    }
    const int before = static_cast<int>(std::floor(std::log10(magnitude))) + 1;
    return QString::number(value, 'f', std::max(0, significantDigits - before));
}

QString formatCount(std::int64_t value)
{
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(value));
}

QString formatDuration(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0)
        return QStringLiteral("-");
    const auto whole = static_cast<long long>(std::llround(seconds));
    const QString tail = QStringLiteral("%1:%2");
    if (whole < 3600)
        return tail.arg(whole / 60).arg(whole % 60, 2, 10, QChar('0'));
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600)
        .arg(whole / 60 % 60, 2, 10, QChar('0'))
        .arg(whole % 60, 2, 10, QChar('0'));
}

QString formatPercent(double share)
{
    return QStringLiteral("%1 %").arg(std::lround(100 * share));
}

}  // namespace nie
