#include "widgets/scene/scene_text.h"

#include "widgets/style/number_format.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace nie {

QString timeText(const PredictionSnapshot& sample, std::int64_t time)
{
    static const QRegularExpression withUnit(QStringLiteral("^(.*\\S)\\s*\\(([^()]*)\\)$"));
    QString name = QString::fromStdString(sample.timeLabel), unit;
    if (const auto match = withUnit.match(name); match.hasMatch()) {
        unit = QLatin1Char(' ') + match.captured(2);
        name = match.captured(1);
    }
    const double value = sample.times.at(static_cast<std::size_t>(time));
    return QStringLiteral("%1 = %2%3").arg(name, formatNumber(value), unit);
}

QString sampleCaption(const PredictionSnapshot& sample, std::int64_t time)
{
    QString text = QCoreApplication::translate("SceneText", "%1 sample %2, step %3, %4")
                       .arg(QString::fromStdString(sample.split))
                       .arg(sample.sample)
                       .arg(formatCount(sample.step), timeText(sample, time));
    text[0] = text[0].toUpper();
    return text;
}

}  // namespace nie
