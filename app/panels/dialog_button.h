#pragma once

class QPushButton;
class QString;

namespace nie {

/// A button of a dialog with its name for tests and for people; Return does not press it.
QPushButton* dialogButton(const char* name, const QString& text, const QString& tip);

}  // namespace nie
