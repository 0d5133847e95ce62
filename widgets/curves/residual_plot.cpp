#include "widgets/curves/residual_plot.h"

#include "widgets/curves/plot_interaction.h"
#include "widgets/curves/plot_theme.h"
#include "widgets/curves/qcustomplot_header.h"
#include "widgets/curves/series_pen.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

class ResidualPlot::Private {
public:
    explicit Private(ResidualPlot* owner) : q(owner) {}

    void build();
    void restyle();
    void redraw();
    void fit();
    void selectionChanged(int position);
    void shortenLabel();

    ResidualPlot* q;
    QCustomPlot* plot = nullptr;
    QCPGraph* largest = nullptr;
    QCPGraph* mean = nullptr;
    QCPItemStraightLine* tolerance = nullptr;
    QCPItemText* toleranceLabel = nullptr;
    QCPItemStraightLine* selection = nullptr;
    QLabel* empty = nullptr;
    QWidget* sliderRow = nullptr;
    QSlider* slider = nullptr;
    QLabel* sliderText = nullptr;
    SolverTrace trace;
    bool touched = false;
};

ResidualPlot::ResidualPlot(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>(this))
{
    setObjectName("residuals");
    setAccessibleName(tr("Residual per solver iteration"));
    m_d->build();
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

ResidualPlot::~ResidualPlot() = default;

void ResidualPlot::Private::build()
{
    plot = new QCustomPlot(q);
    plot->setObjectName("residuals.canvas");
    plot->setAccessibleName(tr("Residual per solver iteration"));
    plot->setMinimumSize(160, 90);
    setLogarithmic(*plot->yAxis, true);
    setTicks(*plot->xAxis, TickKind::Whole);
    plot->xAxis->setLabel(tr("Iteration"));
    plot->yAxis->setLabel(tr("Relative residual"));
    QObject::connect(plot, &QCustomPlot::afterLayout, q, [this] { shortenLabel(); });
    mean = plot->addGraph();
    largest = plot->addGraph();
    tolerance = new QCPItemStraightLine(plot);
    toleranceLabel = new QCPItemText(plot);
    toleranceLabel->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    toleranceLabel->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    selection = new QCPItemStraightLine(plot);
    selection->setVisible(false);
    empty = new QLabel(
        tr("The residual of every solver iteration appears here with the first snapshot."), plot);
    empty->setObjectName("residuals.empty");
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    auto* overlay = new QVBoxLayout(plot);
    overlay->addWidget(empty);
    sliderRow = new QWidget(q);
    slider = new QSlider(Qt::Horizontal, sliderRow);
    slider->setObjectName("residuals.iterate");
    slider->setAccessibleName(tr("Solver iterate"));
    slider->setToolTip(tr("Shows the iterate in place of the prediction"));
    slider->setPageStep(1);
    slider->setMinimumHeight(24);
    sliderText = new QLabel(sliderRow);
    sliderText->setMinimumWidth(
        sliderText->fontMetrics().horizontalAdvance(tr("Solution (y%1)").arg(88)));
    auto* row = new QHBoxLayout(sliderRow);
    row->setContentsMargins(8, 0, 8, 4);
    row->addWidget(sliderText);
    row->addWidget(slider, 1);
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(plot, 1);
    column->addWidget(sliderRow);
    auto* mouse = new PlotInteraction(plot);
    QObject::connect(mouse, &PlotInteraction::viewAboutToChange, q, [this] { touched = true; });
    QObject::connect(mouse, &PlotInteraction::viewChanged, q,
                     [this] { plot->replot(QCustomPlot::rpQueuedReplot); });
    QObject::connect(mouse, &PlotInteraction::fitRequested, q, [this] {
        touched = false;
        fit();
    });
    QObject::connect(slider, &QSlider::valueChanged, q,
                     [this](int position) { selectionChanged(position); });
    restyle();
    q->clear();
}

/// A low panel has no room for the whole label, which would be cut at both ends.
void ResidualPlot::Private::shortenLabel()
{
    const QString whole = tr("Relative residual");
    const int length = QFontMetrics(plot->yAxis->labelFont()).horizontalAdvance(whole);
    plot->yAxis->setLabel(length <= plot->axisRect()->height() ? whole : tr("Residual"));
}

void ResidualPlot::Private::restyle()
{
    stylePlot(*plot, *q);
    const ThemeColours colours = themeColours(q->palette());
    largest->setPen(seriesPen(0, SeriesSpec::Style::Solid, q->palette()));
    largest->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 5));
    mean->setPen(seriesPen(0, SeriesSpec::Style::Solid, q->palette(), 1, true));
    tolerance->setPen(QPen(colours.mutedText, 1, Qt::DashLine));
    toleranceLabel->setColor(colours.mutedText);
    toleranceLabel->setFont(plot->xAxis->tickLabelFont());
    selection->setPen(QPen(colours.accent, 1.5));
    empty->setPalette(withTextColour(q->palette(), colours.mutedText));
    sliderText->setFont(tabularFont(q->font()));
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void ResidualPlot::setTrace(const SolverTrace& trace, int iterates)
{
    const bool atEnd = m_d->slider->value() == m_d->slider->maximum();
    m_d->trace = trace;
    m_d->sliderRow->setVisible(iterates >= 2);
    const int end = std::max(0, iterates - 1);
    const int wanted = atEnd ? end : std::min(m_d->slider->value(), end);
    m_d->slider->setMaximum(end);
    m_d->slider->setValue(wanted);
    m_d->selectionChanged(wanted);
    m_d->redraw();
}

void ResidualPlot::clear()
{
    setTrace({}, 0);
}

int ResidualPlot::selectedIterate() const
{
    const bool any = m_d->slider->maximum() > 0 && m_d->slider->value() < m_d->slider->maximum();
    return any ? m_d->slider->value() : -1;
}

void ResidualPlot::setSelectedIterate(int iterate)
{
    m_d->slider->setValue(iterate < 0 ? m_d->slider->maximum() : iterate);
}

void ResidualPlot::setEmptyText(const QString& text)
{
    m_d->empty->setText(text);
}

void ResidualPlot::Private::selectionChanged(int position)
{
    const bool end = position == slider->maximum();
    sliderText->setText(end ? tr("Solution (y%1)").arg(position) : tr("Iterate y%1").arg(position));
    selection->setVisible(!end);
    selection->point1->setCoords(position, 1);
    selection->point2->setCoords(position, 10);
    plot->replot(QCustomPlot::rpQueuedReplot);
    Q_EMIT q->iterateSelected(q->selectedIterate());
}

void ResidualPlot::Private::redraw()
{
    const auto fill = [](QCPGraph* graph, const std::vector<double>& residuals) {
        QVector<QCPGraphData> data;
        for (std::size_t k = 0; k < residuals.size(); ++k)
            if (std::isfinite(residuals[k]) && residuals[k] > 0)
                data.push_back({static_cast<double>(k + 1), residuals[k]});
        graph->data()->set(data, true);
    };
    fill(largest, trace.residuals);
    fill(mean, trace.meanResiduals);
    const bool wanted = trace.tolerance > 0;
    tolerance->setVisible(wanted);
    toleranceLabel->setVisible(wanted);
    tolerance->point1->setCoords(0, trace.tolerance);
    tolerance->point2->setCoords(1, trace.tolerance);
    toleranceLabel->position->setCoords(0.02, trace.tolerance);
    toleranceLabel->setText(tr("tolerance %1").arg(formatNumber(trace.tolerance, 2)));
    empty->setVisible(trace.residuals.empty());
    plot->axisRect()->setVisible(!trace.residuals.empty());
    if (!trace.residuals.empty())
        plot->setAccessibleDescription(
            tr("%n iterations, last residual %1, tolerance %2", nullptr,
               static_cast<int>(trace.residuals.size()))
                .arg(formatNumber(trace.residuals.back()), formatNumber(trace.tolerance)));
    tolerance->setVisible(wanted && !trace.residuals.empty());
    toleranceLabel->setVisible(tolerance->visible());
    fit();
}

void ResidualPlot::Private::fit()
{
    double least = trace.tolerance > 0 ? trace.tolerance : std::numeric_limits<double>::infinity();
    double greatest = trace.tolerance;
    for (const auto* residuals : {&trace.residuals, &trace.meanResiduals})
        for (double value : *residuals)
            if (std::isfinite(value) && value > 0) {
                least = std::min(least, value);
                greatest = std::max(greatest, value);
            }
    if (!touched && greatest > 0 && std::isfinite(least)) {
        // Whole decades: the axis stays put from one snapshot to the next.
        plot->yAxis->setRange(std::pow(10, std::floor(std::log10(least) - 0.1)),
                              std::pow(10, std::ceil(std::log10(greatest) + 0.05)));
        plot->xAxis->setRange(0, std::max<double>(4, static_cast<double>(trace.residuals.size())) +
                                     0.5);
    }
    plot->replot(QCustomPlot::rpQueuedReplot);
}

FigureSpec ResidualPlot::figure() const
{
    FigureSpec figure;
    figure.widthMillimetres = 89;
    figure.heightMillimetres = 60;
    PanelSpec panel;
    panel.x.label = m_d->plot->xAxis->label().toStdString();
    panel.y = {tr("Relative residual").toStdString(), true};
    SeriesSpec largest{"largest over samples", {}, m_d->trace.residuals};
    for (std::size_t k = 0; k < m_d->trace.residuals.size(); ++k)
        largest.x.push_back(static_cast<double>(k + 1));
    SeriesSpec line{"tolerance", {}, {}, 6, SeriesSpec::Style::Dashed, 0.5};
    if (!largest.x.empty() && m_d->trace.tolerance > 0) {
        line.x = {1, std::max(2.0, largest.x.back())};
        line.y = {m_d->trace.tolerance, m_d->trace.tolerance};
    }
    if (m_d->trace.meanResiduals.size() == largest.x.size() && !largest.x.empty()) {
        SeriesSpec mean{"mean over samples", largest.x, m_d->trace.meanResiduals};
        mean.colour = 1;
        panel.series.push_back(mean);
    }
    panel.series.push_back(largest);
    panel.series.push_back(line);
    figure.panels.push_back(panel);
    return figure;
}

void ResidualPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_d->restyle();
}

}  // namespace nie
