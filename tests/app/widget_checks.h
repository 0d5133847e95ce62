#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QToolButton>
#include <QWidget>

/// What holds for every widget of the window and its dialogs.
namespace nie::test {

inline bool isPartOfAnother(const QWidget* widget)
{
    // Line edits inside spin and combo boxes, scroll bars, pop-ups: their owner carries the name.
    for (const QWidget* owner = widget->parentWidget(); owner; owner = owner->parentWidget()) {
        if (qobject_cast<const QAbstractSpinBox*>(owner) || qobject_cast<const QComboBox*>(owner) ||
            qobject_cast<const QLineEdit*>(owner) || qobject_cast<const QAbstractItemView*>(owner))
            return true;
    }
    // The arrows of every tab bar have the same names, given by Qt.
    if (widget->parentWidget() && widget->parentWidget()->inherits("QTabBar"))
        return true;
    return widget->objectName().startsWith("qt_") || widget->inherits("QTableCornerButton");
}

inline bool isOperated(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QComboBox*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
           qobject_cast<const QAbstractItemView*>(widget) || qobject_cast<const QSlider*>(widget);
}

/// What a screen reader says: the accessible name, or the text that the widget shows.
inline QString nameForPeople(QWidget* widget)
{
    const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
    return accessible ? accessible->text(QAccessible::Name) : widget->accessibleName();
}

/// For messages: "QToolButton \"playButton\" in toolBar".
inline QString placeOf(const QWidget* widget)
{
    const QWidget* owner = widget->parentWidget();
    return QString("%1 \"%2\" in %3")
        .arg(widget->metaObject()->className(), widget->objectName(),
             owner ? owner->objectName() : QString());
}

/// What the keys reach below `root` and on the screen, and has no name to be read out.
inline QStringList namelessBelow(QWidget& root, int& reached)
{
    QStringList nameless;
    for (QWidget* widget : root.findChildren<QWidget*>()) {
        // The one with a focus proxy hands the focus on.
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() ||
            !widget->isVisible() || isPartOfAnother(widget))
            continue;
        ++reached;
        if (nameForPeople(widget).isEmpty())
            nameless << placeOf(widget);
    }
    return nameless;
}

inline bool isTextCut(const QLabel& label)
{
    // One that must not widen the window may be shortened.
    const bool mayBeCut = label.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
    if (label.text().isEmpty() || mayBeCut)
        return false;
    if (label.wordWrap())
        return label.heightForWidth(label.width()) > label.height() + 1;
    return label.sizeHint().width() > label.width() + 1;
}

inline bool isTextCut(const QAbstractButton& button)
{
    int needed = button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
    const auto* tool = qobject_cast<const QToolButton*>(&button);
    const bool hasIcon = !button.icon().isNull();
    if (tool && hasIcon && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)
        return false;
    if (hasIcon && !(tool && tool->toolButtonStyle() == Qt::ToolButtonTextUnderIcon))
        needed += button.iconSize().width();
    return !button.text().isEmpty() && needed > button.width();
}

/// Labels and buttons below `root` and on the screen whose text does not fit into them.
inline QStringList cutBelow(QWidget& root)
{
    QStringList cut;
    for (QWidget* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible() || isPartOfAnother(widget))
            continue;
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if ((label && isTextCut(*label)) || (button && isTextCut(*button)))
            cut << QString("%1: \"%2\", %3 x %4")
                       .arg(placeOf(widget), label ? label->text() : button->text())
                       .arg(widget->width())
                       .arg(widget->height());
    }
    return cut;
}

}  // namespace nie::test
