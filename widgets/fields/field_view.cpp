#include "widgets/fields/field_view.h"

#include "core/results/fields/field_figures.h"
#include "core/results/fields/field_values.h"
#include "widgets/fields/steady_range.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

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

void FieldView::rebuild()
{
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
    for (PanelSpec& panel : figure.panels)
        shortenLegend(panel);
    if (m_look.kind == FieldKind::Profile && figure.panels.size() > 1)
        figure.panels.resize(1);
    figure.columns = static_cast<int>(figure.panels.size());
    return figure;
}

void FieldView::forgetPicture()
{
    m_picture = QPixmap();
    m_places.reset();
    update();
}

const std::vector<PanelPlace>& FieldView::places() const
{
    if (!m_places)
        m_places = panelPlaces();
    return *m_places;
}

void FieldView::resizeEvent(QResizeEvent* event)
{
    FigureView::resizeEvent(event);
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
    const qreal ratio = devicePixelRatioF();
    if (m_picture.isNull() || m_picture.devicePixelRatio() != ratio) {
        m_picture = QPixmap((QSizeF(size()) * ratio).toSize());
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(palette().color(QPalette::Base));
        QPainter onPicture(&m_picture);
        draw(onPicture);
    }
    painter.drawPixmap(0, 0, m_picture);
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
