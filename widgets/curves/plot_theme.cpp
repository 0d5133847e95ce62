#include "widgets/curves/plot_theme.h"

#include "widgets/curves/qcustomplot_header.h"
#include "widgets/figures/axis_ticks.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// Seconds between ticks that people count in.
double durationStep(double rough)
{
    for (double step : {1., 2., 5., 10., 15., 30., 60., 120., 300., 600., 900., 1800., 3600., 7200.,
                        14400., 21600., 43200., 86400.})
        if (step >= rough)
            return step;
    return 86400 * std::ceil(rough / 86400);
}

class RoundTicker : public QCPAxisTicker {
public:
    RoundTicker(const QCPAxis& axis, TickKind kind, bool logarithmic)
        : m_axis(axis),
          m_kind(kind),
          m_logarithmic(logarithmic)
    {}

    void generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                  QVector<double>* subTicks, QVector<QString>* labels) override
    {
        ticks.clear();
        if (subTicks)
            subTicks->clear();
        if (labels)
            labels->clear();
        if (!(range.lower < range.upper) || (m_logarithmic && range.lower <= 0))
            return;
        if (m_kind == TickKind::Duration && !m_logarithmic) {
            durations(range, ticks, labels);
            return;
        }
        int wanted = ticksByLength();
        if (m_kind == TickKind::Whole)
            wanted = std::clamp(static_cast<int>(range.size()), 1, wanted);
        const AxisTicks found = m_logarithmic ? logarithmicTicks(range.lower, range.upper, wanted)
                                              : linearTicks(range.lower, range.upper, wanted);
        for (std::size_t i = 0; i < found.major.size(); ++i) {
            ticks.push_back(found.major[i]);
            if (labels)
                labels->push_back(label(found, i));
        }
        if (subTicks)
            *subTicks = QVector<double>(found.minor.begin(), found.minor.end());
    }

private:
    /// About one tick for the width of a label beside a label, or three lines of text.
    int ticksByLength() const
    {
        const QFontMetrics metrics(m_axis.tickLabelFont());
        const bool horizontal = m_axis.orientation() == Qt::Horizontal;
        const int length = horizontal ? m_axis.axisRect()->width() : m_axis.axisRect()->height();
        const int each =
            horizontal ? metrics.horizontalAdvance("0.00000000") : 3 * metrics.height();
        return std::clamp(length / std::max(each, 1), 2, 12);
    }

    /// QCustomPlot draws "1e-3" as ten to the power of -3.
    static QString label(const AxisTicks& found, std::size_t i)
    {
        const QString text = QString::fromStdString(found.labels[i]);
        if (found.powers) {
            QString plain = text;
            return "1e" + plain.replace(QChar(0x2212), '-');
        }
        if (found.exponent == 0 || found.major[i] == 0)
            return text;
        return text + "e" + QString::number(found.exponent);
    }

    void durations(const QCPRange& range, QVector<double>& ticks, QVector<QString>* labels) const
    {
        const double step = durationStep(range.size() / ticksByLength());
        for (double k = std::ceil(range.lower / step); k * step <= range.upper; ++k) {
            ticks.push_back(k * step);
            if (labels)
                labels->push_back(k < 0 ? QString() : formatDuration(k * step));
        }
    }

    const QCPAxis& m_axis;
    TickKind m_kind;
    bool m_logarithmic;
};

}  // namespace

void setTicks(QCPAxis& axis, TickKind kind)
{
    axis.setTicker(QSharedPointer<QCPAxisTicker>(new RoundTicker(axis, kind, false)));
}

void setLogarithmic(QCPAxis& axis, bool logarithmic)
{
    axis.setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis.setTicker(
        QSharedPointer<QCPAxisTicker>(new RoundTicker(axis, TickKind::Number, logarithmic)));
    axis.setNumberFormat("eb");
    axis.setNumberPrecision(0);
}

void styleAxisRect(QCPAxisRect& rect, const QPalette& palette, const QFont& font)
{
    const ThemeColours colours = themeColours(palette);
    const QColor text = palette.color(QPalette::Text);
    for (QCPAxis* axis : rect.axes()) {
        axis->setBasePen(QPen(colours.axis, 1));
        axis->setTickPen(QPen(colours.axis, 1));
        axis->setSubTickPen(QPen(colours.axis, 1));
        axis->setTickLabelColor(text);
        axis->setLabelColor(text);
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
        axis->setTickLength(0, 5);
        axis->setSubTickLength(0, 3);
        axis->setTickLabelPadding(3);
        axis->setLabelPadding(4);
        axis->grid()->setVisible(false);
    }
}

QPalette withTextColour(QPalette palette, const QColor& colour)
{
    palette.setColor(QPalette::WindowText, colour);
    palette.setColor(QPalette::Text, colour);
    return palette;
}

void stylePlot(QCustomPlot& plot, const QWidget& owner)
{
    const QPalette palette = owner.palette();
    QFont font = tabularFont(owner.font());
    if (font.pointSizeF() > 0)
        font.setPointSizeF(0.9 * font.pointSizeF());
    plot.setBackground(palette.brush(QPalette::Base));
    for (QCPAxisRect* rect : plot.axisRects())
        styleAxisRect(*rect, palette, font);
    plot.setSelectionRectMode(QCP::srmNone);
    plot.setInteractions(QCP::Interactions());
    plot.setNoAntialiasingOnDrag(true);
    // Segment by segment: as one path, 100 000 noisy points take 440 ms a picture instead of 14.
    plot.setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
}

}  // namespace nie
