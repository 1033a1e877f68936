import { Button, type ButtonProps, Tooltip } from "antd";

/** ReasonButton is a button that, when it cannot be pressed, says why. */
export function ReasonButton({ reason, ...button }: ButtonProps & { reason?: string }) {
  if (reason === undefined) {
    return <Button {...button} />;
  }
  return (
    <Tooltip title={reason}>
      <span tabIndex={0} role="note" aria-label={reason}>
        <Button {...button} disabled style={{ pointerEvents: "none", ...button.style }} />
      </span>
    </Tooltip>
  );
}
