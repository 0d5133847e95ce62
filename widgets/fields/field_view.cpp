#include "widgets/fields/field_view.h"

#include "core/results/fields/field_figures.h"
#include "core/results/fields/field_values.h"
#include "widgets/fields/steady_range.h"

#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

// Letters that a compact view must be wide for a legend, and for two panels.
constexpr int kOnePanelLetters = 32;
constexpr int kTwoPanelsLetters = 44;
/// Lines of text above and below the plot area, beside which a label may stand too.
constexpr int kLinesBesideAxis = 2;

/// Whether the figure itself tells the time on show; in the others it is a line over it.
bool drawsTime(FieldKind kind)
{
    return kind == FieldKind::Compare || kind == FieldKind::Profile || kind == FieldKind::Phase;
}

/// The settings that decide what colours reach over, the others as by default.
FieldLook rangeSettings(const FieldLook& look)
{
    FieldLook settings;
    settings.kind = look.kind;
    settings.channel = look.channel;
    settings.range = look.range;
    settings.from = look.from;
    settings.to = look.to;
    settings.linked = look.linked;
    settings.error = look.error;
    if (look.range == FieldRange::Frame) {
        settings.time = look.time;
        settings.iterate = look.iterate;
    }
    return settings;
}

bool isSameSample(const PredictionSnapshot& a, const PredictionSnapshot& b)
{
    const auto sameAxis = [](const SpaceAxis& one, const SpaceAxis& other) {
        return one.name == other.name && one.coordinates == other.coordinates;
    };
    return a.sample == b.sample && a.split == b.split && a.channels == b.channels &&
           a.times == b.times &&
           std::equal(a.space.begin(), a.space.end(), b.space.begin(), b.space.end(), sameAxis);
}

/// What a small legend has room for: "r²" of "r² (squared correlation)", and no bands.
void shortenLegend(PanelSpec& panel)
{
    for (SeriesSpec& series : panel.series)
        series.label = series.label.substr(0, series.label.find(" ("));
    for (BandSpec& band : panel.bands)
        band.label.clear();
}

/// As many words of a label as there is room for, without "of all channels" at first.
void shortenLabel(std::string& label, const QFontMetrics& metrics, int room)
{
    const auto isTooLong = [&] {
        return metrics.horizontalAdvance(QString::fromStdString(label)) > room;
    };
    if (isTooLong())
        label = label.substr(0, label.find(" of "));
    while (isTooLong() && !label.empty()) {
        const auto space = label.rfind(' ');
        label = space == std::string::npos ? std::string() : label.substr(0, space);
    }
}

/// One panel of two, no legend.
void makeRoom(FigureSpec& figure, FieldKind kind)
{
    if (kind == FieldKind::Error && figure.panels.size() > 1)
        figure.panels.resize(1);
    for (PanelSpec& panel : figure.panels)
        for (SeriesSpec& series : panel.series)
            series.label.clear();
}

bool has(const PredictionSnapshot& sample, FieldKind kind)
{
    const std::vector<FieldKind> kinds = fieldKindsOf(sample);
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

FieldView::FieldView(std::optional<FieldKind> kind, QWidget* parent)
    : FigureView(parent),
      m_kind(kind)
{
    setObjectName(QStringLiteral("fieldView"));
    setAccessibleName(tr("Truth, prediction and error"));
    setPaperColours(false);
    setFilling(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    if (kind)
        m_look.kind = *kind;
}

void FieldView::setSample(std::shared_ptr<const PredictionSnapshot> sample, bool steady)
{
    if (sample)
        requireWholeSample(*sample);
    const std::shared_ptr<const PredictionSnapshot> before =
        std::exchange(m_sample, std::move(sample));
    if (!m_sample) {
        rebuild();
        return;
    }
    if (m_kind)
        m_look.kind = *m_kind;
    m_look = fittedTo(*m_sample, m_look);
    const FieldRanges now = fieldRanges(*m_sample, m_look);
    const bool follows =
        steady && before && isSameSample(*before, *m_sample) && m_look.range != FieldRange::Frame;
    m_ranges = follows ? steadied(m_ranges, now) : now;
    rebuild();
}

void FieldView::setLook(const FieldLook& look)
{
    const FieldLook before = m_look;
    m_look = look;
    if (m_kind)
        m_look.kind = *m_kind;
    if (!m_sample)
        return;
    m_look = fittedTo(*m_sample, m_look);
    if (m_look == before)
        return;
    if (rangeSettings(m_look) != rangeSettings(before))
        m_ranges = fieldRanges(*m_sample, m_look);
    FieldLook otherTime = before;
    otherTime.time = m_look.time;
    if (otherTime == m_look && !drawsTime(m_look.kind))
        update();
    else
        rebuild();
}

void FieldView::fitRanges()
{
    if (!m_sample)
        return;
    m_ranges = fieldRanges(*m_sample, m_look);
    rebuild();
}

void FieldView::setCompact(bool compact)
{
    m_compact = compact;
    rebuild();
}

bool FieldView::isCramped() const
{
    const int letters = m_look.kind == FieldKind::Error ? kTwoPanelsLetters : kOnePanelLetters;
    return width() < letters * fontMetrics().averageCharWidth();
}

void FieldView::rebuild()
{
    m_cramped = isCramped();
    setFigure(built());
    forgetPicture();
    read();
}

FigureSpec FieldView::built() const
{
    if (!m_sample || (m_kind && !has(*m_sample, *m_kind)))
        return {};
    FigureSpec figure = fieldFigure(*m_sample, m_look, m_ranges, {});
    if (!m_compact)
        return figure;
    figure.title.clear();
    const int room = height() - kLinesBesideAxis * fontMetrics().height();
    for (PanelSpec& panel : figure.panels) {
        shortenLegend(panel);
        shortenLabel(panel.y.label, fontMetrics(), room);
    }
    if (m_look.kind == FieldKind::Profile && figure.panels.size() > 1)
        figure.panels.resize(1);
    if (isCramped())
        makeRoom(figure, m_look.kind);
    figure.columns = static_cast<int>(figure.panels.size());
    return figure;
}

void FieldView::forgetPicture()
{
    m_stale = true;
    update();
}

/// Drawn when it is needed: of many changes in a row only the last is seen.
const FigurePicture& FieldView::picture() const
{
    if (std::exchange(m_stale, false))
        m_picture.show(placement());
    return m_picture;
}

void FieldView::resizeEvent(QResizeEvent* event)
{
    FigureView::resizeEvent(event);
    if (m_compact && (isCramped() != m_cramped || event->oldSize().height() != height()))
        rebuild();
    else
        forgetPicture();
}

void FieldView::changeEvent(QEvent* event)
{
    FigureView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        forgetPicture();
}

void FieldView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (figure().panels.empty()) {
        draw(painter);
        return;
    }
    m_stale = m_stale || m_picture.pixmap().devicePixelRatio() != devicePixelRatioF();
    painter.drawPixmap(0, 0, picture().pixmap());
    paintOverlay(painter);
}

bool FieldView::isPlaneImage(std::size_t panel) const
{
    return m_sample && m_sample->space.size() == 2 && figure().panels[panel].image &&
           !showsTimeAcross(panel);
}

bool FieldView::showsTimeAcross(std::size_t panel) const
{
    const FieldKind kind = m_look.kind;
    if (kind == FieldKind::Profile || kind == FieldKind::Phase)
        return false;
    return kind != FieldKind::Compare || m_sample->space.size() < 2 ||
           !figure().panels[panel].image;
}

}  // namespace nie
