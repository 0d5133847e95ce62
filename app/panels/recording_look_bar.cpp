#include "app/panels/recording_look_bar.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <algorithm>

namespace nie {

namespace {

constexpr double kLongestWindow = 3600.0;

QComboBox* lookChoice(const char* name, const QString& title, const QString& tip)
{
    auto* choice = new QComboBox;
    choice->setObjectName(QStringLiteral("recording.") + QLatin1String(name));
    choice->setAccessibleName(title);
    choice->setToolTip(tip);
    return choice;
}

QLabel* lookLabel(const QString& text, QWidget* buddy)
{
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

}  // namespace

RecordingLookBar::RecordingLookBar(QWidget* parent)
    : QWidget(parent),
      m_method(
          lookChoice("method", tr("Method"),
                     tr("Pearson correlation, partial correlation, or Pearson after Ledoit-Wolf "
                        "shrinkage of the covariance"))),
      m_order(lookChoice("order", tr("Order of the regions"),
                         tr("As read; similar regions beside each other; or by the network or "
                            "hemisphere that the atlas's table or the names tell"))),
      m_clip(makeSpin("clip", tr("Range of the carpet"),
                      tr("Deviations from the mean at which black and white are reached"), 0.5,
                      10.0, RecordingLook().clip)),
      m_window(makeSpin("window", tr("Length of a window"),
                        tr("The rows of so long a time have one connectivity"), 1.0, kLongestWindow,
                        RecordingLook().window)),
      m_shift(makeSpin("shift", tr("From one window to the next"),
                       tr("So much later the next window begins"), 0.1, kLongestWindow,
                       RecordingLook().shift))
{
    setObjectName(QStringLiteral("recording.look"));
    setAccessibleName(tr("How the picture is drawn"));
    for (const auto& [name, title] :
         {std::pair("pearson", tr("Pearson")), std::pair("partial", tr("partial")),
          std::pair("shrunk", tr("Pearson, shrunk"))})
        m_method->addItem(title, QLatin1String(name));
    for (const auto& [order, title] : {std::pair(RegionOrder::AsRead, tr("as read")),
                                       std::pair(RegionOrder::Similar, tr("similar ones together")),
                                       std::pair(RegionOrder::Grouped, tr("by group"))})
        m_order->addItem(title, static_cast<int>(order));
    m_clip->setPrefix(tr("± "));
    m_methodLabel = lookLabel(tr("Meth&od"), m_method);
    m_orderLabel = lookLabel(tr("Or&der"), m_order);
    m_clipLabel = lookLabel(tr("Ra&nge (z)"), m_clip);
    m_windowLabel = lookLabel(tr("W&indows"), m_window);
    m_shiftLabel = lookLabel(tr("ever&y"), m_shift);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget* part : std::initializer_list<QWidget*>{
             m_methodLabel, m_method, m_orderLabel, m_order, m_clipLabel, m_clip, m_windowLabel,
             m_window, m_shiftLabel, m_shift})
        row->addWidget(part);
    connect(m_method, &QComboBox::activated, this, &RecordingLookBar::changed);
    connect(m_order, &QComboBox::activated, this, &RecordingLookBar::changed);
    offerGroups({});
    showParts(0);
}

QDoubleSpinBox* RecordingLookBar::makeSpin(const char* name, const QString& title,
                                           const QString& tip, double from, double to, double value)
{
    auto* spin = new QDoubleSpinBox;
    spin->setObjectName(QStringLiteral("recording.") + QLatin1String(name));
    spin->setAccessibleName(title);
    spin->setToolTip(tip);
    spin->setDecimals(1);
    spin->setRange(from, to);
    spin->setValue(value);
    spin->setKeyboardTracking(false);
    connect(spin, &QDoubleSpinBox::valueChanged, this, &RecordingLookBar::changed);
    return spin;
}

void RecordingLookBar::showParts(int parts)
{
    const auto show = [parts](Part part, std::initializer_list<QWidget*> widgets) {
        for (QWidget* widget : widgets)
            widget->setVisible((parts & part) != 0);
    };
    show(Method, {m_methodLabel, m_method});
    show(Order, {m_orderLabel, m_order});
    show(Clip, {m_clipLabel, m_clip});
    show(Windows, {m_windowLabel, m_window, m_shiftLabel, m_shift});
    setVisible(parts != 0);
}

void RecordingLookBar::offerGroups(const std::string& kind)
{
    const int grouped = m_order->findData(static_cast<int>(RegionOrder::Grouped));
    m_order->setItemText(grouped, kind.empty() ? tr("by group (none is known)")
                                               : tr("by %1").arg(QString::fromStdString(kind)));
    auto* item = qobject_cast<QStandardItemModel*>(m_order->model())->item(grouped);
    item->setEnabled(!kind.empty());
    if (kind.empty() && m_order->currentIndex() == grouped) {
        const QSignalBlocker quiet(m_order);
        m_order->setCurrentIndex(0);
    }
}

void RecordingLookBar::setTimeUnit(const std::string& unit)
{
    const QString suffix = unit.empty() ? QString() : " " + QString::fromStdString(unit);
    for (QDoubleSpinBox* spin : {m_window, m_shift})
        spin->setSuffix(suffix);
}

void RecordingLookBar::apply(RecordingLook& look) const
{
    look.method = m_method->currentData().toString().toStdString();
    look.order = static_cast<RegionOrder>(m_order->currentData().toInt());
    look.clip = m_clip->value();
    look.window = m_window->value();
    look.shift = m_shift->value();
}

}  // namespace nie
