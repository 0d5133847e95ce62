#include "widgets/curves/sample_bars.h"

#include "widgets/curves/plot_interaction.h"
#include "widgets/curves/plot_theme.h"
#include "widgets/curves/qcustomplot_header.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QEvent>
#include <QLabel>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr int kBarColour = 1;

}  // namespace

class SampleBars::Private {
public:
    explicit Private(SampleBars* owner) : q(owner) {}

    void build();
    void restyle();
    void redraw();
    void fit();
    /// The bar at a position of the mouse; none beside them.
    std::optional<std::size_t> barAt(const QPointF& position) const;

    SampleBars* q;
    QCustomPlot* plot = nullptr;
    QCPBars* all = nullptr;
    QCPBars* one = nullptr;
    QLabel* empty = nullptr;
    QLabel* notShown = nullptr;
    std::vector<std::pair<std::int64_t, double>> values;
    std::size_t leftOut = 0;
    std::optional<std::int64_t> chosen;
};

SampleBars::SampleBars(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>(this))
{
    setObjectName("sampleBars");
    setAccessibleName(tr("Samples by their error"));
    m_d->build();
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

SampleBars::~SampleBars() = default;

void SampleBars::Private::build()
{
    plot = new QCustomPlot(q);
    plot->setObjectName("sampleBars.canvas");
    plot->setAccessibleName(SampleBars::tr("Samples by their error"));
    plot->setMinimumSize(160, 90);
    setLogarithmic(*plot->yAxis, true);
    setTicks(*plot->xAxis, TickKind::Whole);
    plot->xAxis->setLabel(SampleBars::tr("Samples, the worst first"));
    all = new QCPBars(plot->xAxis, plot->yAxis);
    one = new QCPBars(plot->xAxis, plot->yAxis);
    all->setWidth(0.9);
    one->setWidth(0.9);
    empty = new QLabel(plot);
    empty->setObjectName("sampleBars.empty");
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* overlay = new QVBoxLayout(plot);
    overlay->addWidget(empty);
    notShown = new QLabel(q);
    notShown->setObjectName("sampleBars.notShown");
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    column->addWidget(plot, 1);
    column->addWidget(notShown);
    auto* mouse = new PlotInteraction(plot);
    QObject::connect(mouse, &PlotInteraction::viewChanged, q,
                     [this] { plot->replot(QCustomPlot::rpQueuedReplot); });
    QObject::connect(mouse, &PlotInteraction::fitRequested, q, [this] { fit(); });
    QObject::connect(mouse, &PlotInteraction::hovered, q, [this](QCPAxisRect*, const QPointF& at) {
        const auto bar = barAt(at);
        QToolTip::showText(plot->mapToGlobal(at.toPoint()),
                           bar ? SampleBars::tr("Sample %1: %2")
                                     .arg(values[*bar].first)
                                     .arg(formatNumber(values[*bar].second))
                               : QString(),
                           plot);
    });
    QObject::connect(mouse, &PlotInteraction::clicked, q, [this](QCPAxisRect*, const QPointF& at) {
        const auto bar = barAt(at);
        if (!bar)
            return;
        q->setChosen(values[*bar].first);
        Q_EMIT q->sampleChosen(values[*bar].first);
    });
    restyle();
    redraw();
}

void SampleBars::Private::restyle()
{
    stylePlot(*plot, *q);
    const ThemeColours colours = themeColours(q->palette());
    all->setPen(Qt::NoPen);
    all->setBrush(seriesColour(kBarColour, isDark(q->palette())));
    one->setPen(Qt::NoPen);
    one->setBrush(colours.accent);
    empty->setPalette(withTextColour(q->palette(), colours.mutedText));
    notShown->setPalette(withTextColour(q->palette(), colours.warning));
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void SampleBars::Private::redraw()
{
    QVector<QCPBarsData> data;
    for (std::size_t i = 0; i < values.size(); ++i)
        data.push_back({static_cast<double>(i + 1), values[i].second});
    all->data()->set(data, true);
    one->data()->clear();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (chosen == values[i].first)
            one->data()->add({static_cast<double>(i + 1), values[i].second});
    empty->setVisible(values.empty());
    plot->axisRect()->setVisible(!values.empty());
    const QString text = q->notShownText();
    notShown->setText(text);
    notShown->setVisible(!text.isEmpty());
    if (!values.empty())
        plot->setAccessibleDescription(SampleBars::tr("%1 samples, the worst is sample %2 with %3")
                                           .arg(values.size())
                                           .arg(values.front().first)
                                           .arg(formatNumber(values.front().second)));
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void SampleBars::Private::fit()
{
    if (values.empty())
        return;
    // Bars on a logarithmic axis have no natural foot: the decade below the least.
    const double foot = std::pow(10.0, std::floor(std::log10(values.back().second) - 1e-9));
    all->setBaseValue(foot);
    one->setBaseValue(foot);
    plot->yAxis->setRange(foot, 1.3 * values.front().second);
    plot->xAxis->setRange(0.4, static_cast<double>(values.size()) + 0.6);
    plot->replot(QCustomPlot::rpQueuedReplot);
}

std::optional<std::size_t> SampleBars::Private::barAt(const QPointF& position) const
{
    const double at = plot->xAxis->pixelToCoord(position.x());
    const auto rank = static_cast<std::int64_t>(std::llround(at));
    if (rank < 1 || rank > static_cast<std::int64_t>(values.size()))
        return std::nullopt;
    // The whole height counts: a low bar is as easy to hit.
    return static_cast<std::size_t>(rank - 1);
}

void SampleBars::setValues(std::vector<std::pair<std::int64_t, double>> values,
                           const QString& label)
{
    const std::size_t count = values.size();
    std::erase_if(
        values, [](const auto& each) { return !std::isfinite(each.second) || !(each.second > 0); });
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    m_d->leftOut = count - values.size();
    m_d->values = std::move(values);
    m_d->chosen.reset();
    m_d->plot->yAxis->setLabel(label);
    m_d->redraw();
    m_d->fit();
}

void SampleBars::clear()
{
    setValues({}, QString());
}

void SampleBars::setEmptyText(const QString& text)
{
    m_d->empty->setText(text);
}

void SampleBars::setChosen(std::optional<std::int64_t> sample)
{
    m_d->chosen = sample;
    m_d->redraw();
}

std::optional<std::int64_t> SampleBars::chosen() const
{
    return m_d->chosen;
}

const std::vector<std::pair<std::int64_t, double>>& SampleBars::bars() const
{
    return m_d->values;
}

QString SampleBars::notShownText() const
{
    return m_d->leftOut == 0 ? QString()
                             : tr("%1 of %2 samples without such a value not shown")
                                   .arg(m_d->leftOut)
                                   .arg(m_d->leftOut + m_d->values.size());
}

QCustomPlot* SampleBars::drawing() const
{
    return m_d->plot;
}

void SampleBars::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_d->restyle();
}

}  // namespace nie
